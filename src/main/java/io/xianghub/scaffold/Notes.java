package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Findings about a source; of one kind the first few are told one by one and the rest are counted. */
final class Notes {

    private static final int TOLD = 5;

    private final Findings findings;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, Position> first = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();

    Notes(Findings findings) {
        this.findings = findings;
    }

    void error(Position at, String code, Text message, Text remedy) {
        findings.error(at, "init." + code, message, remedy);
    }

    void warning(Position at, String code, Text message, Text remedy) {
        if (!told.add(code + " " + at + " " + message.en())) {
            return;
        }
        int count = counts.merge(code, 1, Integer::sum);
        first.putIfAbsent(code, at);
        if (count <= TOLD) {
            findings.warning(at, "init." + code, message, remedy);
        }
    }

    boolean hasErrors() {
        return findings.hasErrors();
    }

    /** Tells how many more there are of each kind. */
    void summarise() {
        counts.forEach((code, count) -> {
            if (count > TOLD) {
                findings.warning(
                        Position.whole(
                                first.getOrDefault(code, Position.whole("")).file()),
                        "init." + code,
                        Text.of("init.%s 还有 %d 处", "%2$d more of init.%1$s", code, count - TOLD),
                        Text.of("处理方法与前面各处相同", "Mend them as the ones above"));
            }
        });
        counts.clear();
    }
}
