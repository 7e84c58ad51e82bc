package io.xianghub.shared.shangmi;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.util.Base64;
import java.util.HexFormat;

/** Keys as people hand them over: hexadecimal, Base64 or PEM. */
final class Written {

    private static final int LONGEST = 16_384;

    private Written() {}

    /** The bytes of a text in hexadecimal digits, in Base64 or, between lines of dashes, in PEM. */
    static byte[] bytes(String written) throws Malformed {
        if (written.length() > LONGEST) {
            throw wrong(Text.of("密钥过长", "The key is too long"));
        }
        String text = written.replaceAll("-----[A-Z0-9 ]{1,60}-----", "").replaceAll("\\s", "");
        if (text.length() % 2 == 0 && text.matches("[0-9A-Fa-f]+")) {
            return HexFormat.of().parseHex(text);
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException neither) {
            throw wrong(Text.of("密钥既不是十六进制也不是 Base64 或 PEM", "The key is neither hexadecimal nor Base64 nor PEM"));
        }
    }

    static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }
}
