package io.xianghub.shared.problem;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.util.ArrayList;
import java.util.List;

/** Collects all findings of one check, so that an engineer sees them at once. */
public final class Findings {

    private final List<Finding> all = new ArrayList<>();

    public void error(Position at, String code, Text message, Text remedy) {
        all.add(Finding.error(at.file(), at.line(), at.column(), code, message, remedy));
    }

    public void warning(Position at, String code, Text message, Text remedy) {
        all.add(new Finding(Finding.Severity.WARNING, at.file(), at.line(), at.column(), code, message, remedy));
    }

    public void add(Finding finding) {
        all.add(finding);
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }
}
