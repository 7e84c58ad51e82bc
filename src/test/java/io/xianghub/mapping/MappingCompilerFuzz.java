package io.xianghub.mapping;

import io.xianghub.fuzz.Oracle;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes of a map.yaml: findings with places in it, or a mapping that takes any tree or says what is wrong with it. */
public final class MappingCompilerFuzz {

    private static final byte[] BYTES = "a=1&b=2026-06-01".getBytes(StandardCharsets.UTF_8);

    private MappingCompilerFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Oracle.bounded(data, () -> {
            Findings findings = new Findings();
            Optional<Mapping> mapping = Fuzzed.compile(data, findings).find("one");
            Oracle.told(findings, Fuzzed.FILE, data);
            if (findings.hasErrors()) {
                return;
            }
            Oracle.require(mapping.isPresent(), "neither a mapping nor a finding");
            Oracle.require(mapping.get().outline() != null, "no outline");
            for (Object tree : Fuzzed.TREES) {
                apply(mapping.get(), mapping.get().takesBytes() ? BYTES : tree, Map.of("row", tree));
            }
        });
    }

    private static void apply(Mapping mapping, @Nullable Object input, Map<String, Object> scope) {
        Oracle.bounded(BYTES, () -> {
            Object made = Fuzzed.applied(mapping, input, scope);
            try {
                if (mapping instanceof CompiledMapping) {
                    Fuzzed.written(Fuzzed.target(mapping), made);
                }
            } catch (Malformed unreadable) {
                // what a mapping names its fields is its engineer's affair: an XML prefix may be declared nowhere
                Oracle.told(unreadable.text());
            }
        });
    }
}
