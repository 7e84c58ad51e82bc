package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.shangmi.Sm2;
import io.xianghub.shared.shangmi.Sm2PrivateKey;
import io.xianghub.shared.shangmi.Sm2PublicKey;
import io.xianghub.shared.shangmi.Sm4;
import io.xianghub.shared.signing.Credentials;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bodies in JSON that travel enciphered by SM4 and signed by SM2, as the service network of 国家医保 has them:
 * {@code {data: {data: {encData}, appCode, version, encType, signType, timestamp, signData}}}. Only outer shape and names
 * are public; all else is assumed and may be declared otherwise.
 *
 * @param mode a CBC text begins with its initial vector
 * @param user the id of SM2, the same for both ends
 */
public record CipherEnvelope(Sm4.Mode mode, Encoding encoding, Sm2.SignatureForm form, String user) {

    /** The secret with the key of SM4. */
    private static final String KEY = "sm4";
    /** The secret with the hub's private key. */
    private static final String PRIVATE = "sm2";
    /** The secret that ends the signed text. */
    private static final String APP = "app";
    /** The binding's property with the department's public key. */
    private static final String PUBLIC = "public-key";

    private static final String CODE = "appCode";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** How the enciphered bytes are written; hexadecimal digits are read in either case. */
    public enum Encoding {
        HEX,
        HEX_UPPER,
        BASE64;

        String text(byte[] bytes) {
            return switch (this) {
                case HEX -> HexFormat.of().formatHex(bytes);
                case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(bytes);
                case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            };
        }

        byte[] bytes(String text) throws Malformed {
            try {
                return this == BASE64
                        ? Base64.getDecoder().decode(text)
                        : HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException unreadable) {
                throw wrong(Text.of("encData 不是 %s 编码", "encData is not written in %s", word()));
            }
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The keys under {@code cipher} of a connection. */
    public static Optional<CipherEnvelope> read(YamlNode.Mapping keys, Findings findings) {
        return read(new Fields(keys, findings));
    }

    static Optional<CipherEnvelope> read(Fields fields) {
        fields.only(Set.of("envelope", "mode", "encoding", "form", "user-id", "assumed"));
        fields.oneOf("envelope", List.of("nhsa"));
        String mode = fields.oneOf("mode", List.of("ecb", "cbc"));
        String encoding = fields.oneOf("encoding", List.of("hex", "hex-upper", "base64"));
        String form = fields.oneOf("form", List.of("raw", "der"));
        String user = fields.has("user-id") ? fields.text("user-id").orElse(Sm2.DEFAULT_USER) : Sm2.DEFAULT_USER;
        if (!fields.flag("assumed")) {
            fields.wrong(
                    "assumed",
                    Text.of(
                            "加密封装的细节未见于公开文件，须写明 assumed: true",
                            "No public document has the details of this envelope: it must say assumed: true"));
            return Optional.empty();
        }
        fields.findings()
                .warning(
                        fields.at("assumed"),
                        "connection.assumed",
                        Text.of("加密封装按假定实现", "The details of the cipher envelope are assumed"),
                        Text.of("与部门联调核实", "Check them with the department"));
        return Optional.of(new CipherEnvelope(
                Sm4.Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
                Encoding.valueOf(encoding.toUpperCase(Locale.ROOT).replace('-', '_')),
                form.equals("der") ? Sm2.SignatureForm.DER : Sm2.SignatureForm.RAW,
                user));
    }

    /** @throws Malformed when a credential is no key */
    public byte[] close(byte[] plain, Instant now, Credentials credentials) throws Malformed {
        byte[] iv = new byte[mode.iv()];
        RANDOM.nextBytes(iv);
        byte[] enciphered = Sm4.read(credentials.secret(KEY)).encrypt(mode, iv, plain);
        byte[] sent = ByteBuffer.allocate(iv.length + enciphered.length)
                .put(iv)
                .put(enciphered)
                .array();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("data", Map.of("encData", encoding.text(sent)));
        content.put(CODE, credentials.property(CODE));
        content.put("version", "1.0.0");
        content.put("encType", "SM4");
        content.put("signType", "SM2");
        content.put("timestamp", Long.toString(now.getEpochSecond()));
        byte[] signature =
                Sm2PrivateKey.read(credentials.secret(PRIVATE)).sign(signed(content, credentials), user, form);
        content.put("signData", Base64.getEncoder().encodeToString(signature));
        return Json.write(Map.of("data", content)).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether these bytes mean to be an envelope at all: a refusal may come without. */
    static boolean isOne(@Nullable Object tree) {
        return content(tree).isPresent();
    }

    /**
     * What the other end enciphered and signed.
     *
     * @param seen what that end has signed lately
     * @throws Malformed when it is not from this end, was altered, or was sent before
     */
    public byte[] open(@Nullable Object tree, Credentials credentials, Instant now, SeenSeals seen) throws Malformed {
        Map<?, ?> content = content(tree).orElseThrow(() -> wrong(Text.of("没有加密封装", "It is not in a cipher envelope")));
        Sm2PublicKey end = Sm2PublicKey.read(credentials.property(PUBLIC));
        Optional<Text> flaw = end.flaw(signed(content, credentials), signature(content.get("signData")), user, form);
        if (flaw.isPresent()) {
            throw wrong(flaw.get());
        }
        if (!SeenSeals.isFresh(madeAt(content.get("timestamp")), now)) {
            throw wrong(Text.of(
                    "timestamp 与现在相差超过 5 分钟：报文是旧的，或两端时钟不一致",
                    "timestamp is more than 5 minutes from now: it is an old one, or the clocks of the two"
                            + " ends differ"));
        }
        if (!seen.isFirst(String.valueOf(content.get("signData")), now)) {
            throw wrong(Text.of("报文重放：同一签名已收到过", "It was replayed: this signature has been here before"));
        }
        byte[] sent = encoding.bytes(
                content.get("data") instanceof Map<?, ?> data ? String.valueOf(data.get("encData")) : "");
        if (sent.length < mode.iv()) {
            throw wrong(Text.of("encData 过短", "encData is too short"));
        }
        return Sm4.read(credentials.secret(KEY))
                .decrypt(mode, Arrays.copyOf(sent, mode.iv()), Arrays.copyOfRange(sent, mode.iv(), sent.length));
    }

    private static Optional<Map<?, ?>> content(@Nullable Object tree) {
        Object content = tree instanceof Map<?, ?> map ? map.get("data") : null;
        return content instanceof Map<?, ?> map
                        && map.get("data") instanceof Map<?, ?> data
                        && data.get("encData") instanceof String
                ? Optional.of(map)
                : Optional.empty();
    }

    private static Instant madeAt(@Nullable Object written) throws Malformed {
        String text = String.valueOf(written);
        if (!text.matches("[0-9]{10}|[0-9]{13}")) {
            throw wrong(Text.of("timestamp 不是秒或毫秒", "timestamp is neither seconds nor milliseconds"));
        }
        long number = Long.parseLong(text);
        return text.length() == 10 ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    private static byte[] signature(@Nullable Object written) throws Malformed {
        try {
            return Base64.getDecoder().decode(written instanceof String text ? text : "");
        } catch (IllegalArgumentException notBase64) {
            throw wrong(Text.of("signData 不是 Base64", "signData is not Base64"));
        }
    }

    /** The members by name, the content as JSON, without the signature; then the application's secret. */
    private static byte[] signed(Map<?, ?> content, Credentials credentials) {
        Map<String, String> sorted = new TreeMap<>();
        content.forEach((name, value) -> {
            if (!"signData".equals(name) && value != null) {
                sorted.put(String.valueOf(name), value instanceof Map<?, ?> ? Json.write(value) : value.toString());
            }
        });
        String text = sorted.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        return (text + "&key=" + credentials.secret(APP)).getBytes(StandardCharsets.UTF_8);
    }

    private static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }
}
