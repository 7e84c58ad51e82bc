package io.xianghub.shared.wire;

import io.xianghub.shared.Text;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes trees as XML in the order of their members: a key that begins with {@code @} is an attribute, {@code #text} the
 * text beside attributes, {@code #cdata} the same as CDATA, a list repeats its element, null leaves it out.
 */
public final class XmlWriter {

    public static final String TEXT = "#text";
    public static final String CDATA = "#cdata";

    private static final Pattern NAME =
            Pattern.compile("(?:([\\p{L}_][\\p{L}\\p{N}_.-]*):)?[\\p{L}_][\\p{L}\\p{N}\\p{M}_.·-]*");

    private final StringBuilder written = new StringBuilder();
    private final Predicate<String> prefixes;
    private final Function<Object, String> leaf;

    /**
     * @param prefixes which prefixes are declared
     * @param leaf how a value that is neither map nor list is written
     */
    public XmlWriter(Predicate<String> prefixes, Function<Object, String> leaf) {
        this.prefixes = prefixes;
        this.leaf = leaf;
    }

    /** Whether a name, with its prefix if it has one, may stand in XML; an unknown prefix may not. */
    public static boolean isName(String name, Predicate<String> prefixes) {
        if (isPlain(name)) {
            return true;
        }
        var matcher = NAME.matcher(name);
        return matcher.matches() && (matcher.group(1) == null || prefixes.test(matcher.group(1)));
    }

    /** Whether it is a name that needs no second look: ASCII, without a prefix. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '-' && c != '.'))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Whether the key of a tree is the element's text, in one form or the other. */
    public static boolean isText(String key) {
        return key.equals(TEXT) || key.equals(CDATA);
    }

    public XmlWriter prolog(String charset) {
        written.append("<?xml version=\"1.0\" encoding=\"").append(charset).append("\"?>\n");
        return this;
    }

    /** @param attributes of this start tag, above all its namespace declarations */
    public XmlWriter start(String name, Map<String, String> attributes) throws Malformed {
        written.append('<').append(name);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            attribute(attribute.getKey(), attribute.getValue());
        }
        written.append('>');
        return this;
    }

    /** Characters, escaped. */
    public XmlWriter text(String value) throws Malformed {
        escaped(value, false);
        return this;
    }

    /** Characters as a section. */
    public XmlWriter section(String value) throws Malformed {
        cdata(value);
        return this;
    }

    public XmlWriter end(String name) {
        written.append("</").append(name).append('>');
        return this;
    }

    public XmlWriter element(String name, @Nullable Object value) throws Malformed {
        return element(name, Map.of(), value);
    }

    /** @param attributes of this element, beside those that the tree has */
    public XmlWriter element(String name, Map<String, String> attributes, @Nullable Object value) throws Malformed {
        if (!isName(name, prefixes)) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of(
                            "%s 不是 XML 名称，或其前缀未声明",
                            "%s is not a name in XML, or its prefix is not declared", shortened(name)));
        }
        if (value instanceof List<?> list) {
            for (Object item : list) {
                element(name, attributes, item);
            }
        } else if (value instanceof Map<?, ?> map) {
            written.append('<').append(name);
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                attribute(attribute.getKey(), attribute.getValue());
            }
            attributes(map);
            written.append('>');
            members(map);
            end(name);
        } else if (value != null) {
            start(name, attributes);
            escaped(leaf.apply(value), false);
            end(name);
        }
        return this;
    }

    private void attributes(Map<?, ?> map) throws Malformed {
        for (Map.Entry<?, ?> member : map.entrySet()) {
            String key = String.valueOf(member.getKey());
            if (key.startsWith("@") && member.getValue() != null) {
                attribute(key.substring(1), leaf.apply(member.getValue()));
            }
        }
    }

    /** The members of a map that are no attributes. */
    private void members(Map<?, ?> map) throws Malformed {
        for (Map.Entry<?, ?> member : map.entrySet()) {
            String key = String.valueOf(member.getKey());
            if (key.equals(TEXT) && member.getValue() != null) {
                escaped(leaf.apply(member.getValue()), false);
            } else if (key.equals(CDATA) && member.getValue() != null) {
                cdata(leaf.apply(member.getValue()));
            } else if (!key.startsWith("@") && !isText(key)) {
                element(key, member.getValue());
            }
        }
    }

    private void attribute(String name, String value) throws Malformed {
        if (!isName(name, prefix -> prefix.equals("xmlns") || prefix.equals("xml") || prefixes.test(prefix))) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of(
                            "%s 不是 XML 属性名，或其前缀未声明",
                            "%s is not the name of an attribute in XML, or its prefix is not declared",
                            shortened(name)));
        }
        written.append(' ').append(name).append("=\"");
        escaped(value, true);
        written.append('"');
    }

    /** What would end the section stands in two; a parser would make a line feed of a carriage return in one. */
    private void cdata(String value) throws Malformed {
        for (int i = 0; i < value.length(); i++) {
            refuseControl(value.charAt(i));
        }
        written.append("<![CDATA[")
                .append(value.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA["))
                .append("]]>");
    }

    private static void refuseControl(char c) throws Malformed {
        // XML 1.0, production 2: other control characters cannot be written at all
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of("值含有 XML 不允许的控制字符", "A value holds a character that XML cannot carry"));
        }
    }

    private void escaped(String value, boolean inAttribute) throws Malformed {
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c != '&' && c != '<' && c != '>' && c != '"' && c < 0xFFFE) {
                continue;
            }
            written.append(value, plain, i).append(escape(c, inAttribute));
            plain = i + 1;
        }
        written.append(value, plain, value.length());
    }

    private static String escape(char c, boolean inAttribute) throws Malformed {
        refuseControl(c);
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            // A parser makes a line feed of it, and in an attribute a space of each of the three.
            case '\r' -> "&#13;";
            default -> inAttribute ? "&#" + (int) c + ";" : String.valueOf(c);
        };
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
