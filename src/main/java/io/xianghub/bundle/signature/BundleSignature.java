package io.xianghub.bundle.signature;

import io.xianghub.bundle.declaration.BundleYaml;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Position;
import io.xianghub.vault.SignatureAlgorithm;
import io.xianghub.vault.SigningKey;
import io.xianghub.vault.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a bundle's {@code bundle.sig} says: who signed which version, when, with which key.
 *
 * @param digest the bundle's {@link BundleFiles#digest} when it was signed
 * @param key the signing key's id
 * @param signer as the signer named himself; the key, not this, says who it was
 * @param signature in Base64
 */
public record BundleSignature(
        BundleName bundle,
        Version version,
        String digest,
        SignatureAlgorithm algorithm,
        String key,
        String signer,
        Instant at,
        String signature) {

    private static final int LONGEST = 4_096;
    private static final String FORM = "1";
    private static final List<String> NAMES = List.of(
            "xianghub-signature",
            "bundle",
            "version",
            "digest",
            "algorithm",
            "key",
            "signer",
            "signed-at",
            "signature");
    private static final Pattern SIGNER = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,80}");

    public BundleSignature {
        if (!digest.matches("[0-9a-f]{64}") || !key.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("Not a digest or not a key's id");
        }
        if (!SIGNER.matcher(signer).matches() || !signer.equals(signer.strip())) {
            throw new IllegalArgumentException("A signer is one line of at most 80 characters");
        }
        Base64.getDecoder().decode(signature);
    }

    /** Signs the files as they are; empty when their bundle.yaml cannot be read. */
    public static Optional<BundleSignature> sign(
            BundleFiles files, SigningKey key, String signer, Instant now, Findings findings) {
        return BundleYaml.read(files, findings).map(definition -> {
            BundleSignature unsigned = new BundleSignature(
                    definition.name(),
                    definition.version(),
                    files.digest(),
                    key.verification().algorithm(),
                    key.verification().id(),
                    signer,
                    now.truncatedTo(ChronoUnit.SECONDS),
                    "");
            return unsigned.signed(key.sign(unsigned.statement()));
        });
    }

    private BundleSignature signed(byte[] bytes) {
        return new BundleSignature(
                bundle,
                version,
                digest,
                algorithm,
                key,
                signer,
                at,
                Base64.getEncoder().encodeToString(bytes));
    }

    /** The id of the key that the bundle's signature names, proved or not; empty when it has none that can be read. */
    public static Optional<String> keyOf(BundleFiles files) {
        return read(files, new Findings()).map(BundleSignature::key);
    }

    /** The bundle's signature; empty when it has none or an unreadable one, which is a finding. */
    static Optional<BundleSignature> read(BundleFiles files, Findings findings) {
        String path = BundleFiles.signaturePath(files.name());
        Optional<byte[]> bytes = files.file(path);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(bytes.get()));
        } catch (Unreadable wrong) {
            findings.error(
                    new Position(path, wrong.line, 1),
                    "signature.malformed",
                    Text.of("不是有效的签名文件", "Not a valid signature file"),
                    Text.of("用 hub sign 重新签名", "Sign again with hub sign"));
            return Optional.empty();
        }
    }

    private static BundleSignature parse(byte[] bytes) throws Unreadable {
        if (bytes.length > LONGEST) {
            throw new Unreadable(1);
        }
        List<String> lines;
        try {
            lines = Charsets.decode(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (Malformed notUtf8) {
            throw new Unreadable(1);
        }
        for (int i = 0; i < NAMES.size(); i++) {
            if (i >= lines.size() || !lines.get(i).startsWith(NAMES.get(i) + ": ")) {
                throw new Unreadable(i + 1);
            }
        }
        if (lines.size() > NAMES.size()) {
            throw new Unreadable(NAMES.size() + 1);
        }
        List<String> values = lines.stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
        try {
            if (!values.get(0).equals(FORM)) {
                throw new Unreadable(1);
            }
            return new BundleSignature(
                    new BundleName(values.get(1)),
                    Version.of(values.get(2)),
                    values.get(3),
                    SignatureAlgorithm.of(values.get(4)).orElseThrow(() -> new Unreadable(5)),
                    values.get(5),
                    values.get(6),
                    Instant.parse(values.get(7)),
                    values.get(8));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw new Unreadable(1);
        }
    }

    /** A signature file that nobody can make sense of from this line on. */
    private static final class Unreadable extends Exception {

        private final int line;

        Unreadable(int line) {
            super("line " + line);
            this.line = line;
        }
    }

    boolean madeBy(VerificationKey trusted) {
        return trusted.algorithm() == algorithm
                && trusted.id().equals(key)
                && trusted.verifies(statement(), Base64.getDecoder().decode(signature));
    }

    /** The bytes that are signed: every line of the file but the last. */
    private byte[] statement() {
        return head().getBytes(StandardCharsets.UTF_8);
    }

    /** The file's text. */
    public String text() {
        return head() + "signature: " + signature + "\n";
    }

    private String head() {
        List<Object> values = List.of(FORM, bundle, version, digest, algorithm.label(), key, signer, at);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            lines.append(NAMES.get(i)).append(": ").append(values.get(i)).append('\n');
        }
        return lines.toString();
    }
}
