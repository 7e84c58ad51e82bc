package io.xianghub.bundle.plan;

import io.xianghub.bundle.contract.Change;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would happen if a bundle were deployed now; nothing has.
 *
 * @param version null when its {@code bundle.yaml} cannot be read
 * @param replaces the version of the same major that answers now, or should; null when none does
 * @param deployable whether nothing that was found keeps it back
 * @param changes what differs for those who use it; empty when the bundle could not be checked
 * @param users who uses that major version, those first whom it hits hardest
 * @param parts the files that differ
 * @param answers what comes out otherwise when the samples are run with both versions; null where that was not done, because
 *     nothing that makes answers differs or one of them cannot run them
 */
public record Plan(
        BundleName bundle,
        @Nullable Version version,
        String digest,
        @Nullable Replaces replaces,
        boolean deployable,
        List<Finding> findings,
        List<Change> changes,
        List<User> users,
        List<Part> parts,
        @Nullable List<AnswerChange> answers) {

    public Plan {
        findings = List.copyOf(findings);
        changes = List.copyOf(changes);
        users = List.copyOf(users);
        parts = List.copyOf(parts);
        answers = answers == null ? null : List.copyOf(answers);
    }

    public record Replaces(Version version, String digest) {}
}
