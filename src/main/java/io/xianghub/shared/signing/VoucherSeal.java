package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of vouchers in the message of the 电子凭证库: they belong to the vouchers, not to the call, so a voucher may come
 * as often as its sender likes. Where the parts stand is public; what exactly is signed, and what {@code No} and {@code SN}
 * mean, is assumed.
 *
 * @param key the name of the secret that is the private key; empty for the only one
 * @param charset of the vouchers and the message that are read
 */
public record VoucherSeal(String key, Charset charset) implements Authentication {

    public static final String STYLE = "voucher";

    /** The binding's property with the hub's certificate. */
    private static final String CERTIFICATE = "certificate";

    private static final Text REMEDY =
            Text.of("按 docs/reference/connections.md 修正此处", "Mend it as docs/reference/connections.md describes");

    /** Whether it is declared, rightly or not: {@code voucher} or {@code style: …}. */
    public static boolean isMeant(YamlNode node) {
        return node.asText().filter(STYLE::equals).isPresent()
                || (node instanceof YamlNode.Mapping mapping
                        && mapping.get("style").isPresent());
    }

    /** @param own the key that stands there beside those that stand everywhere: {@code key} or {@code charset} */
    public static Optional<VoucherSeal> read(YamlNode node, String own, Findings findings) {
        if (!(node instanceof YamlNode.Mapping mapping) || !says(mapping, "assumed", "true")) {
            findings.error(
                    node.at(),
                    "signing.wrong-value",
                    Text.of(
                            "凭证签名的细节未见于公开文件，须写成 { style: voucher, assumed: true }",
                            "No public document has the details of the signatures of vouchers: write { style: voucher,"
                                    + " assumed: true }"),
                    REMEDY);
            return Optional.empty();
        }
        findings.warning(
                node.at(),
                "signing.assumed",
                Text.of("凭证签名的细节未见于公开文件，为假定", "The details of this signature are assumed: no public document has them"),
                Text.of("与对方联调核实", "Check them with the other end"));
        Set<String> known = new TreeSet<>(Set.of("style", "assumed", own));
        boolean wrong = false;
        for (Map.Entry<String, YamlNode.Mapping.Entry> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                wrong = true;
                findings.error(
                        entry.getValue().keyAt(),
                        "signing.unknown-key",
                        Text.of("不认识的键 %s", "Unknown key %s", entry.getKey()),
                        Text.of("可用的键：%s", "Keys that may stand here: %s", known));
            }
        }
        Charset charset = charset(text(mapping, "charset", "GBK"));
        if (!says(mapping, "style", STYLE) || charset == null) {
            findings.error(
                    node.at(),
                    "signing.wrong-value",
                    Text.of("style 应为 voucher，charset 应为字符集", "style must be voucher, and charset a charset"),
                    REMEDY);
            return Optional.empty();
        }
        return wrong ? Optional.empty() : Optional.of(new VoucherSeal(text(mapping, "key", ""), charset));
    }

    /** The serial number of a certificate, by which a system that seals vouchers is registered; empty when it is none. */
    public static Optional<String> serial(String certificate) {
        try {
            return Optional.of(SealCertificate.read(certificate).serial());
        } catch (Malformed noCertificate) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return STYLE;
    }

    @Override
    public boolean needsBody() {
        return true;
    }

    @Override
    public boolean readsQuery() {
        return false;
    }

    @Override
    public boolean readsFields() {
        return false;
    }

    @Override
    public Optional<Text> weakness() {
        return Optional.empty();
    }

    /**
     * All signatures of a message that came.
     *
     * @throws Malformed naming the voucher when the message is none, its count lies, a voucher is not signed or is not what its envelope says
     */
    public List<VoucherSignature> signatures(byte[] message) throws Malformed {
        return VoucherMessage.signatures(message, charset);
    }

    /** @throws Malformed when a tree is no message whose vouchers could be signed */
    public static void check(@Nullable Object message) throws Malformed {
        bodies(message);
    }

    /**
     * The tree of a message, each of its vouchers with one signature more.
     *
     * @throws Malformed when the credentials are not a certificate and its key
     */
    public Map<Object, @Nullable Object> sign(@Nullable Object message, Credentials credentials) throws Malformed {
        SealCertificate certificate = SealCertificate.read(credentials.property(CERTIFICATE));
        PrivateKey own = certificate.key(credentials.secret(key));
        List<Object> signed = new ArrayList<>();
        for (Body body : bodies(message)) {
            signed.add(body.with(certificate.serial(), Cms.sign(body.voucher(), certificate, own)));
        }
        Map<Object, @Nullable Object> whole = new LinkedHashMap<>((Map<?, ?>) message);
        whole.put("VoucherBody", signed);
        return whole;
    }

    /** A {@code VoucherBody} of a tree, and its voucher's bytes. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one call and is never compared
    private record Body(Map<?, ?> members, byte[] voucher) {

        Map<Object, @Nullable Object> with(String serial, byte[] signature) {
            List<Object> all = new ArrayList<>(
                    members.get("SignatureList") instanceof Map<?, ?> before
                            ? several(before.get("Signature"))
                            : List.of());
            all.add(Map.of(
                    "@No",
                    Integer.toString(all.size() + 1),
                    "@SN",
                    serial,
                    "#text",
                    Base64.getEncoder().encodeToString(signature)));
            Map<Object, @Nullable Object> whole = new LinkedHashMap<>(members);
            whole.put("SignatureList", Map.of("Signature", all));
            return whole;
        }
    }

    private static List<Body> bodies(@Nullable Object message) throws Malformed {
        if (!(message instanceof Map<?, ?> map)) {
            throw VoucherMessage.wrong(Text.of("请求体不是 MOF 报文", "The body is not a message MOF"));
        }
        List<?> all = several(map.get("VoucherBody"));
        VoucherMessage.requireCount(String.valueOf(map.get("VoucherCount")), all.size());
        List<Body> bodies = new ArrayList<>();
        for (Object body : all) {
            bodies.add(body(body, bodies.size() + 1));
        }
        return bodies;
    }

    private static Body body(Object body, int number) throws Malformed {
        try {
            if (body instanceof Map<?, ?> map && map.get("Voucher") instanceof String base64) {
                return new Body(map, Base64.getMimeDecoder().decode(base64));
            }
        } catch (IllegalArgumentException unreadable) {
            // said below
        }
        throw VoucherMessage.wrong(
                Text.of("第 %d 份凭证的 Voucher 不是 Base64", "The Voucher of voucher %d is not Base64", number));
    }

    private static List<?> several(@Nullable Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    private static boolean says(YamlNode.Mapping mapping, String member, String word) {
        return text(mapping, member, "").equals(word);
    }

    private static String text(YamlNode.Mapping mapping, String member, String fallback) {
        return mapping.get(member).flatMap(YamlNode::asText).orElse(fallback);
    }

    private static @Nullable Charset charset(String name) {
        try {
            return Charsets.of(name);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }
}
