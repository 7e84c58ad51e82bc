package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Xml;
import io.xianghub.shared.wire.XmlElement;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The message of the 电子凭证库: {@code <MOF>} with {@code VoucherCount} and as many {@code VoucherBody}, each with a
 * {@code Voucher} (the Base64 of an XML document's bytes) and a {@code SignatureList} over those bytes.
 */
final class VoucherMessage {

    /** What the envelope says of a voucher must be what the voucher says of itself: only the latter is signed. */
    private static final List<String> MARKS = List.of("VoucherNo", "AdmDivCode", "StYear", "VtCode");

    private static final int MOST_VOUCHERS = 500;
    private static final int MOST_SIGNATURES = 10;

    private final Charset charset;

    private VoucherMessage(Charset charset) {
        this.charset = charset;
    }

    /** All signatures of all vouchers; each voucher has one at least. */
    static List<VoucherSignature> signatures(byte[] message, Charset charset) throws Malformed {
        return new VoucherMessage(charset).read(message);
    }

    private List<VoucherSignature> read(byte[] message) throws Malformed {
        XmlElement root = Xml.parse(message, charset);
        if (!root.name().equals("MOF")) {
            throw wrong(Text.of("根元素应为 MOF，实际是 %s", "The root element should be MOF, and is %s", shown(root.name())));
        }
        List<XmlElement> bodies = root.children("VoucherBody");
        requireCount(only(root, "VoucherCount", Text.of("报文", "The message")).text(), bodies.size());
        List<VoucherSignature> signatures = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            signatures.addAll(ofOne(bodies.get(i), name(bodies.get(i), i + 1)));
        }
        return signatures;
    }

    static void requireCount(String said, int there) throws Malformed {
        if (!said.equals(Integer.toString(there))) {
            throw wrong(Text.of(
                    "VoucherCount 写 %s，实际有 %d 份凭证",
                    "VoucherCount says %s, and there are %d vouchers", shown(said), there));
        }
        if (there < 1 || there > MOST_VOUCHERS) {
            throw wrong(Text.of(
                    "一份报文应有 1 到 %d 份凭证，实际 %d 份",
                    "A message has 1 to %d vouchers, and this one has %d", MOST_VOUCHERS, there));
        }
    }

    private static Text name(XmlElement body, int number) {
        String no = shown(body.attribute("VoucherNo").orElse("–"));
        return Text.of("第 %d 份凭证（%s）", "Voucher %d (%s)", number, no);
    }

    private List<VoucherSignature> ofOne(XmlElement body, Text name) throws Malformed {
        byte[] voucher = bytes(leaf(only(body, "Voucher", name), name), name);
        requireSame(body, voucher, name);
        List<XmlElement> listed = only(body, "SignatureList", name).children("Signature");
        if (listed.isEmpty() || listed.size() > MOST_SIGNATURES) {
            throw wrong(joined(
                    name,
                    Text.of(
                            "应有 1 到 %d 个签名，实际 %d 个",
                            "should have 1 to %d signatures, and has %d", MOST_SIGNATURES, listed.size())));
        }
        List<VoucherSignature> signatures = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            Text which = new Text(name.zh() + "的第 " + (i + 1) + " 个签名", name.en() + ", signature " + (i + 1));
            signatures.add(VoucherSignature.read(which, voucher, bytes(leaf(listed.get(i), which), which)));
        }
        return signatures;
    }

    private void requireSame(XmlElement body, byte[] bytes, Text name) throws Malformed {
        XmlElement voucher;
        try {
            voucher = Xml.parse(bytes, charset);
        } catch (Malformed unreadable) {
            throw wrong(joined(name, unreadable.text()));
        }
        for (XmlElement.Attribute attribute : body.attributes()) {
            Optional<String> own = voucher.child(attribute.name()).map(XmlElement::text);
            if (MARKS.contains(attribute.name()) && !own.equals(Optional.of(attribute.value()))) {
                throw wrong(joined(
                        name,
                        Text.of(
                                "信封写 %s=%s，凭证正文写 %s",
                                "is said to be %s=%s, and says %s of itself",
                                attribute.name(),
                                shown(attribute.value()),
                                shown(own.orElse("–")))));
            }
        }
    }

    private static XmlElement only(XmlElement parent, String child, Text name) throws Malformed {
        List<XmlElement> found = parent.children(child);
        if (found.size() != 1) {
            throw wrong(
                    joined(name, Text.of("应有一个 %s，实际 %d 个", "should have one %s, and has %d", child, found.size())));
        }
        return found.get(0);
    }

    private static String leaf(XmlElement element, Text name) throws Malformed {
        if (!element.children().isEmpty()) {
            throw wrong(joined(name, Text.of("%s 里应是文本", "should have a text in %s", element.name())));
        }
        return element.text();
    }

    private static byte[] bytes(String base64, Text name) throws Malformed {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException unreadable) {
            // said below
        }
        throw wrong(joined(name, Text.of("不是 Base64", "is not Base64")));
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    static Text joined(Text name, Text what) {
        return new Text(name.zh() + "：" + what.zh(), name.en() + ": " + what.en());
    }

    static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }
}
