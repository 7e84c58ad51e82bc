package io.xianghub.scaffold;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelope of an operation's answers.
 *
 * @param element of the answer
 * @param qualified whether elements without a prefix are in {@code namespace}
 * @param namespaces by the prefixes of names
 */
record SoapEnvelope(
        boolean soap12, String element, String namespace, boolean qualified, Map<String, String> namespaces) {

    private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";

    SoapEnvelope {
        namespaces = new LinkedHashMap<>(namespaces);
    }

    /** The bytes of an answer with this content, as text. */
    String of(@Nullable Object content) {
        StringBuilder text = open();
        String own = qualified ? "" : "ns:";
        text.append("    <")
                .append(own)
                .append(element)
                .append(qualified ? " xmlns=\"" : " xmlns:ns=\"")
                .append(escaped(namespace))
                .append('"');
        attributes(content, text);
        text.append('>');
        inner(content, text);
        text.append("</").append(own).append(element).append(">\n");
        return close(text);
    }

    /** The bytes of a fault, as text. */
    String fault(String code, String words, @Nullable String detail) {
        StringBuilder text = open();
        if (soap12) {
            text.append("    <soap:Fault><soap:Code><soap:Value>soap:")
                    .append(code.equals("Server") ? "Receiver" : code)
                    .append("</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang=\"zh\">")
                    .append(escaped(words))
                    .append("</soap:Text></soap:Reason>");
        } else {
            text.append("    <soap:Fault><faultcode>soap:")
                    .append(code)
                    .append("</faultcode><faultstring>")
                    .append(escaped(words))
                    .append("</faultstring>");
        }
        if (detail != null) {
            String holder = soap12 ? "soap:Detail" : "detail";
            text.append('<')
                    .append(holder)
                    .append("><d:")
                    .append(detail)
                    .append(" xmlns:d=\"")
                    .append(escaped(namespace))
                    .append("\"/></")
                    .append(holder)
                    .append('>');
        }
        return close(text.append("</soap:Fault>\n"));
    }

    private StringBuilder open() {
        StringBuilder text = new StringBuilder(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"")
                .append(soap12 ? SOAP12 : SOAP11)
                .append('"');
        namespaces.forEach((prefix, uri) -> text.append(" xmlns:")
                .append(prefix)
                .append("=\"")
                .append(escaped(uri))
                .append('"'));
        return text.append(">\n  <soap:Body>\n");
    }

    private static String close(StringBuilder text) {
        return text.append("  </soap:Body>\n</soap:Envelope>\n").toString();
    }

    private static void attributes(@Nullable Object value, StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                String name = String.valueOf(key);
                if (name.startsWith("@") && member != null) {
                    text.append(' ')
                            .append(name, 1, name.length())
                            .append("=\"")
                            .append(escaped(String.valueOf(member)))
                            .append('"');
                }
            });
        }
    }

    private static void inner(@Nullable Object value, StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                String name = String.valueOf(key);
                if (name.equals("#text")) {
                    text.append(escaped(String.valueOf(member)));
                } else if (!name.startsWith("@")) {
                    List<?> all = member instanceof List<?> list ? list : java.util.Collections.singletonList(member);
                    all.forEach(each -> element(name, each, text));
                }
            });
        } else if (value != null) {
            text.append(escaped(String.valueOf(value)));
        }
    }

    private static void element(String name, @Nullable Object value, StringBuilder text) {
        text.append('<').append(name);
        attributes(value, text);
        text.append('>');
        inner(value, text);
        text.append("</").append(name).append('>');
    }

    static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
