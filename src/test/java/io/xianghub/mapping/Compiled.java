package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Mappings that a test writes down. */
final class Compiled {

    private Compiled() {}

    /** The one mapping of the YAML, which must be right. */
    static Mapping mapping(String yaml) {
        return mapping(Map.of("m.map.yaml", yaml));
    }

    /** The mapping {@code m} of a folder that must be right. */
    static Mapping mapping(Map<String, String> files) {
        Findings findings = new Findings();
        Mappings mappings = compile(files, findings);
        assertThat(findings.all()).isEmpty();
        return mappings.find("m").orElseThrow();
    }

    static Mappings compile(Map<String, String> files, Findings findings) {
        TreeMap<String, byte[]> folder = new TreeMap<>();
        files.forEach((name, text) -> folder.put("mappings/x/" + name, text.getBytes(StandardCharsets.UTF_8)));
        return MappingCompiler.compile(folder, findings, Clock.systemUTC());
    }

    /** What is wrong with the YAML, as {@code line:column code}. */
    static List<String> findings(String yaml) {
        Findings findings = new Findings();
        compile(Map.of("m.map.yaml", yaml), findings);
        return findings.all().stream().map(Compiled::told).toList();
    }

    private static String told(Finding finding) {
        return finding.line() + ":" + finding.column() + " " + finding.code();
    }

    /** The places and reasons for which an input is refused. */
    static List<String> refused(Mapping mapping, @Nullable Object input, Map<String, ?> scope) {
        MappingFailure failure = catchThrowableOfType(MappingFailure.class, () -> mapping.apply(input, scope));
        return failure.violations().stream()
                .map(violation -> violation.path() + ": " + violation.message().en())
                .toList();
    }
}
