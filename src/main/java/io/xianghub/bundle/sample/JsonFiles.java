package io.xianghub.bundle.sample;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Position;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the JSON files of samples; what is wrong with one is a finding at its line. */
record JsonFiles(Findings findings) {

    /** @param tree null is a tree too */
    record Read(@Nullable Object tree) {}

    Optional<Read> tree(String file, byte[] bytes) {
        try {
            return Optional.of(new Read(Json.parse(bytes)));
        } catch (Malformed broken) {
            findings.error(
                    new Position(file, broken.line(), broken.column()),
                    "sample.json",
                    broken.text(),
                    Text.of("改为 UTF-8 的正确 JSON", "Make it correct JSON in UTF-8"));
            return Optional.empty();
        }
    }

    /** A file {@code {"problem": "<slug>", …}}. */
    Optional<Map<?, ?>> problem(String file, byte[] bytes) {
        Optional<Read> read = tree(file, bytes);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        if (read.get().tree() instanceof Map<?, ?> map
                && map.get("problem") instanceof String slug
                && ProblemType.of(slug).isPresent()) {
            return Optional.of(map);
        }
        wrong(
                file,
                "sample.problem",
                Text.of("应为 {\"problem\": \"<代码>\"}", "It should be {\"problem\": \"<slug>\"}"),
                Text.of("代码见 docs/reference/problems.md", "The slugs stand in docs/reference/problems.md"));
        return Optional.empty();
    }

    /** The problem that such a file names; its further members go with it. */
    static Problem asProblem(Map<?, ?> written) {
        Problem problem = Problem.of(
                ProblemType.of(String.valueOf(written.get("problem"))).orElseThrow(),
                Text.of("按样例的录制", "As the sample recorded it"));
        for (Map.Entry<?, ?> member : written.entrySet()) {
            Object value = member.getValue();
            if (!member.getKey().equals("problem") && value != null) {
                problem = problem.with(String.valueOf(member.getKey()), value);
            }
        }
        return problem;
    }

    void wrong(String file, String code, Text message, Text remedy) {
        findings.error(Position.whole(file), code, message, remedy);
    }
}
