package io.xianghub.shared.signing;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.shangmi.Sm2PublicKey;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.YamlNode;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the two ends of a connection sign calls: what is signed, how, and where the signature stands. */
public final class SigningScheme implements Authentication {

    private static final int LONGEST = 200;
    private static final int LONGEST_SIGNATURE = 2_000;

    private final String name;
    private final What what;
    private final Seal seal;
    private final Puts puts;
    private final Coverage coverage;

    /** @param nonce how many characters it has */
    record What(List<Part> text, @Nullable Sorted sorted, TimestampForm timestamp, int nonce) {}

    /** Values by the place that they are put into. */
    public record Placed(Map<String, String> headers, Map<String, String> query, Map<String, String> fields) {}

    /** What somebody who signed says of himself, before anything is believed. */
    public record Claim(String caller, Instant signedAt, String nonce, String signature, Marks marks) {}

    SigningScheme(String name, What what, Seal seal, Puts puts) {
        this.name = name;
        this.what = what;
        this.seal = seal;
        this.puts = puts;
        this.coverage = new Coverage(what, puts);
    }

    /** Reads the name of a known scheme, or a scheme of its own; empty when something is wrong with it. */
    public static Optional<SigningScheme> read(YamlNode node, Findings findings) {
        return SchemeReader.read(node, findings);
    }

    /** @throws IllegalArgumentException when there is none of this name */
    public static SigningScheme preset(String name) {
        return Presets.find(name).orElseThrow(() -> new IllegalArgumentException("No scheme is named " + name));
    }

    /** Whether a scheme can be named so: one of the known, or {@code own}. */
    public static boolean isName(String name) {
        return name.equals(SchemeReader.OWN) || Presets.find(name).isPresent();
    }

    /** Whether it is the public half of a pair that schemes sign with. */
    public static boolean isPublicKey(String written) {
        try {
            Sm2PublicKey.read(written);
            return true;
        } catch (Malformed notOfSm2) {
            return Rsa.isPublicKey(written);
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** Whether the two ends have different halves of a key pair. */
    public boolean hasKeyPair() {
        return seal.algorithm().hasKeyPair();
    }

    @Override
    public boolean needsBody() {
        return !puts.fields().isEmpty()
                || what.text().stream()
                        .anyMatch(part -> part.kind() == Part.Kind.BODY
                                || part.kind() == Part.Kind.FIELD
                                || part.kind() == Part.Kind.SORTED);
    }

    @Override
    public boolean readsQuery() {
        return !puts.query().isEmpty()
                || (what.sorted() != null && what.sorted().of().contains("query"));
    }

    @Override
    public boolean readsFields() {
        return fillsFields()
                || what.text().stream().anyMatch(part -> part.kind() == Part.Kind.FIELD)
                || (what.sorted() != null && what.sorted().of().contains("fields"));
    }

    /** Whether it puts anything among the fields of the body. */
    public boolean fillsFields() {
        return !puts.fields().isEmpty();
    }

    public Marks marks(Instant now, Credentials credentials) {
        boolean named = puts.place(Part.CALLER).isPresent() || what.text().contains(Part.CALLER);
        return new Marks(
                named ? credentials.property(puts.caller()) : "",
                what.timestamp().text(now),
                Marks.nonce(what.nonce()),
                credentials);
    }

    /** All that is put into the call but the signature. */
    public Placed before(Marks marks) {
        return placed(part -> part.equals(Part.SIGNATURE) ? null : marks.value(part));
    }

    /**
     * The signature alone, in its places.
     *
     * @param call with everything else that is put into it
     * @throws Malformed when the credential is not a key of the scheme's algorithm
     */
    public Placed signature(SignedCall call, Marks marks) throws Malformed {
        String signature = seal.sign(text(call, marks), marks.credentials());
        return placed(part -> part.equals(Part.SIGNATURE) ? signature : null);
    }

    private Placed placed(Function<Part, @Nullable String> values) {
        return new Placed(placed(puts.headers(), values), placed(puts.query(), values), placed(puts.fields(), values));
    }

    private static Map<String, String> placed(Map<String, Part> places, Function<Part, @Nullable String> values) {
        Map<String, String> placed = new LinkedHashMap<>();
        places.forEach((name, part) -> {
            String value = values.apply(part);
            if (value != null) {
                placed.put(name, value);
            }
        });
        return placed;
    }

    /**
     * Reads who says that he signed the call, and when.
     *
     * @throws Malformed naming the place where something is missing or wrong
     */
    public Claim claim(SignedCall call, Function<String, @Nullable String> header) throws Malformed {
        Function<Part, @Nullable String> found = part -> value(part, call, header);
        String caller = required(Part.CALLER, found, LONGEST);
        String timestamp = required(Part.TIMESTAMP, found, LONGEST);
        String nonce = puts.place(Part.NONCE).isPresent() ? required(Part.NONCE, found, LONGEST) : "";
        String signature = required(Part.SIGNATURE, found, LONGEST_SIGNATURE);
        Instant signedAt = what.timestamp()
                .instant(timestamp)
                .orElseThrow(() -> wrong(Text.of(
                        "%s 应为 %s 形式的时间",
                        "%s should be a time in the form %s",
                        puts.place(Part.TIMESTAMP).orElse(""),
                        what.timestamp().word())));
        Map<String, String> properties = new HashMap<>();
        for (Part part : what.text()) {
            if (part.kind() == Part.Kind.BINDING) {
                properties.put(part.name(), required(part, found, LONGEST));
            }
        }
        return new Claim(
                caller, signedAt, nonce, signature, new Marks(caller, timestamp, nonce, new Claimed(properties)));
    }

    /** What the caller himself says; he proves with a secret that he does not send. */
    private record Claimed(Map<String, String> properties) implements Credentials {
        @Override
        public String secret(String name) {
            return "";
        }

        @Override
        public String property(String name) {
            return properties.getOrDefault(name, "");
        }
    }

    /** Why the signature does not hold, by the secret or public key of whom it names; empty when it does. */
    public Optional<Text> flaw(SignedCall call, Claim claim, String secret) {
        Credentials credentials = new Credentials() {
            @Override
            public String secret(String name) {
                return secret;
            }

            @Override
            public String property(String name) {
                return claim.marks().credentials().property(name);
            }
        };
        Marks marks = new Marks(claim.caller(), claim.marks().timestamp(), claim.nonce(), credentials);
        return seal.flaw(text(call, marks), claim.signature(), credentials);
    }

    /**
     * What may be used once: the call as it is signed and, where it has one, its nonce. Either alone is not enough: parts
     * that follow each other without a sign between them can be cut elsewhere, and a nonce may come with another body.
     */
    public List<byte[]> once(SignedCall call, Claim claim) {
        byte[] signed = text(call, claim.marks());
        return coverage.covers(Part.NONCE) ? List.of(Marks.bytes(claim.nonce()), signed) : List.of(signed);
    }

    private @Nullable String value(Part part, SignedCall call, Function<String, @Nullable String> header) {
        Optional<String> inHeader = puts.header(part);
        if (inHeader.isPresent()) {
            return header.apply(inHeader.get());
        }
        Optional<String> inQuery = puts.query(part);
        if (inQuery.isPresent()) {
            return call.query().get(inQuery.get());
        }
        return puts.field(part).map(call.fields()::get).orElse(null);
    }

    private String required(Part part, Function<Part, @Nullable String> found, int longest) throws Malformed {
        String value = found.apply(part);
        if (value == null || value.isBlank() || value.length() > longest) {
            throw wrong(Text.of(
                    "缺少 %s，或过长",
                    "%s is missing or too long",
                    puts.place(part).orElse(part.kind().name())));
        }
        return value;
    }

    private byte[] text(SignedCall call, Marks marks) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (Part part : what.text()) {
            text.writeBytes(
                    switch (part.kind()) {
                        case BODY -> call.body();
                        case METHOD -> Marks.bytes(call.method());
                        case PATH -> Marks.bytes(call.path());
                        case FIELD -> Marks.bytes(call.fields().getOrDefault(part.name(), ""));
                        case SORTED ->
                            Marks.bytes(
                                    what.sorted() == null ? "" : what.sorted().text(call, puts.own()));
                        default -> Marks.bytes(marks.value(part));
                    });
        }
        return text.toByteArray();
    }

    @Override
    public Optional<Text> weakness() {
        return coverage.weakness();
    }

    private static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }

    @Override
    public String toString() {
        return name;
    }
}
