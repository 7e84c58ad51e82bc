package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlWriter;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.jspecify.annotations.Nullable;

/** What a template makes of a hole's value before it is written, such as {@code json} in {@code ${body | json | url}}. */
interface Pipe {

    String WORDS = "json · xml:ROOT · prolog:LABEL · cdata · upper · lower · base64 · hex · url · md5 · sha256 · sm3";

    Pattern FUNCTION = Pattern.compile("([a-z0-9]+)(?::(.+))?");
    Set<String> BARE = Set.of("json", "cdata", "upper", "lower");

    /** @param value never null: nothing stays nothing */
    Object apply(Object value) throws Malformed;

    /**
     * @param charset of the bytes that are made, unless the function names another
     * @throws IllegalArgumentException when there is no such function
     */
    static Pipe of(String word, WireCharset charset) {
        Matcher function = FUNCTION.matcher(word);
        if (!function.matches() || (BARE.contains(function.group(1)) && function.group(2) != null)) {
            throw new IllegalArgumentException("Unknown function: " + word);
        }
        String argument = function.group(2);
        return switch (function.group(1)) {
            case "json" -> Json::write;
            case "xml" -> xml(argument);
            case "prolog" -> prolog(WireCharset.named(argument));
            case "cdata" -> value -> Map.of(XmlWriter.CDATA, Template.asText(value));
            case "upper" -> value -> Template.asText(value).toUpperCase(Locale.ROOT);
            case "lower" -> value -> Template.asText(value).toLowerCase(Locale.ROOT);
            default -> ofBytes(function.group(1), argument == null ? charset : WireCharset.named(argument));
        };
    }

    private static Pipe ofBytes(String name, WireCharset charset) {
        return switch (name) {
            case "base64" -> value -> Base64.getEncoder().encodeToString(bytes(value, charset));
            case "hex" -> value -> HexFormat.of().formatHex(bytes(value, charset));
            case "url" ->
                value -> {
                    bytes(value, charset); // refuse what the encoder would write a question mark for
                    return URLEncoder.encode(Template.asText(value), charset.writing());
                };
            case "md5" -> value -> digested(new MD5Digest(), bytes(value, charset));
            case "sha256" -> value -> digested(new SHA256Digest(), bytes(value, charset));
            case "sm3" -> value -> digested(new SM3Digest(), bytes(value, charset));
            default -> throw new IllegalArgumentException("Unknown function: " + name);
        };
    }

    static Pipe xml(@Nullable String root) {
        if (root == null || !XmlWriter.isName(root, prefix -> false)) {
            throw new IllegalArgumentException("Not a name in XML: " + root);
        }
        return value -> {
            if (value instanceof List<?>) {
                throw new Malformed(
                        Malformed.Reason.SYNTAX, Text.of("根元素 %s 不能是列表", "The root element %s cannot be a list", root));
            }
            return new XmlWriter(prefix -> false, Template::asText)
                    .element(root, value)
                    .toString();
        };
    }

    /** A prolog says what it is told to say: some departments want one that is not true of the envelope. */
    private static Pipe prolog(WireCharset named) {
        return value -> "<?xml version=\"1.0\" encoding=\"" + named.label() + "\"?>" + Template.asText(value);
    }

    private static byte[] bytes(Object value, WireCharset charset) throws Malformed {
        return charset.bytes(Template.asText(value), value);
    }

    private static String digested(Digest digest, byte[] bytes) {
        byte[] made = new byte[digest.getDigestSize()];
        digest.update(bytes, 0, bytes.length);
        digest.doFinal(made, 0);
        return HexFormat.of().formatHex(made);
    }
}
