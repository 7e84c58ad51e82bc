package io.xianghub.vault;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One key as text (RFC 7468).
 *
 * @param base64 its DER bytes, in lines
 */
record Pem(String label, String base64) {

    private static final int LONGEST = 16_384;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END ([A-Z0-9 ]{1,40})-----");

    /** The only block of the text; what stands around it is left to the reader. */
    static Pem read(String text) throws Malformed {
        Matcher block = BLOCK.matcher(text);
        if (text.length() > LONGEST || !block.find() || !block.group(1).equals(block.group(3))) {
            throw wrong(Text.of("不是 PEM 密钥", "Not a key in PEM"));
        }
        Pem pem = of(block.group(1), decoded(block.group(2)));
        if (block.find()) {
            throw wrong(
                    Text.of("文件中有多个 PEM 段，应只有一个密钥", "The file holds more than one PEM block; it should hold one key"));
        }
        return pem;
    }

    private static byte[] decoded(String base64) throws Malformed {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw wrong(Text.of("PEM 段不是 Base64", "The PEM block is not Base64"));
        }
    }

    static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }

    static Pem of(String label, byte[] der) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return new Pem(label, lines.encodeToString(der));
    }

    byte[] der() {
        return Base64.getMimeDecoder().decode(base64);
    }

    String text() {
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
