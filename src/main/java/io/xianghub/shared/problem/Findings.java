package io.xianghub.shared.problem;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.util.ArrayList;
import java.util.List;

/** Collects all findings of one check, so that an engineer sees them at once. */
public final class Findings {

    private static final int MOST = 1_000;

    private final List<Finding> all = new ArrayList<>();
    private int more;

    public void error(Position at, String code, Text message, Text remedy) {
        add(Finding.error(at.file(), at.line(), at.column(), code, message, remedy));
    }

    public void warning(Position at, String code, Text message, Text remedy) {
        add(new Finding(Finding.Severity.WARNING, at.file(), at.line(), at.column(), code, message, remedy));
    }

    /** Adds a finding; of very many, all that count is that there are more, unless only this one is an error. */
    public void add(Finding finding) {
        if (all.size() < MOST || (finding.severity() == Finding.Severity.ERROR && !hasErrors())) {
            all.add(finding);
        } else {
            more++;
        }
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    /** All findings; where there were more than anybody reads, the last says how many were left out. */
    public List<Finding> all() {
        List<Finding> found = new ArrayList<>(all);
        if (more > 0) {
            found.add(new Finding(
                    Finding.Severity.WARNING,
                    "…",
                    0,
                    0,
                    "findings.more",
                    Text.of("另有 %d 处未列出", "%d more are not listed", more),
                    Text.of("先更正已列出的，再检查一次", "Mend those that are listed, then check again")));
        }
        return List.copyOf(found);
    }
}
