package io.xianghub.bundle.deployment;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.signature.BundleSignatures;
import io.xianghub.bundle.signature.Signed;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.catalogue.Departments;
import io.xianghub.catalogue.Responsibility;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a bundle may go live on this hub: its department answers for it, its version is still what it was, and
 * it is signed where that is asked for.
 */
final class Admission {

    private final Departments departments;
    private final BundleStore store;
    private final boolean mutableVersions;
    private final BundleSignatures signatures;

    /** @param mutableVersions whether a version may be deployed again with other content; in demo only */
    Admission(Departments departments, BundleStore store, boolean mutableVersions, BundleSignatures signatures) {
        this.departments = departments;
        this.store = store;
        this.mutableVersions = mutableVersions;
        this.signatures = signatures;
    }

    /** Who signed the bundle, if somebody trusted did; what keeps it from going live is added to {@code findings}. */
    Optional<Signed> check(CheckedBundle bundle, Findings findings) {
        department(bundle, findings);
        return checkSignature(bundle.files(), bundle.definition().version(), findings);
    }

    /** Likewise for a version that was admitted before: only its signature and what has become of its key matter. */
    Optional<Signed> checkSignature(BundleFiles files, Version version, Findings findings) {
        return signatures.check(files, version, () -> store.signedSince(files), findings);
    }

    /** What the signature of a version that answers would be found to be if it had to start again. */
    List<Finding> outlook(BundleStore.ActiveRow row) {
        BundleStore.KeptSignature signature = row.signature();
        return signature == null
                ? List.of()
                : signatures.outlook(row.version().bundle(), signature.key(), signature.since());
    }

    /** Whether the signature of {@code anew} is the one to keep of the same content. */
    boolean better(BundleFiles anew, BundleFiles kept, Version version) {
        return signatures.better(anew, kept, version);
    }

    private static Text lacks(String department, Set<Responsibility> missing) {
        List<Text> titles = missing.stream().sorted().map(Responsibility::label).toList();
        return new Text(
                "部门 %s 缺少责任人：%s"
                        .formatted(department, titles.stream().map(Text::zh).collect(Collectors.joining("、"))),
                "The department %s has nobody responsible for: %s"
                        .formatted(department, titles.stream().map(Text::en).collect(Collectors.joining(", "))));
    }

    private void department(CheckedBundle bundle, Findings findings) {
        BundleDefinition definition = bundle.definition();
        Position at = Position.whole("routes/" + definition.name() + "/bundle.yaml");
        if (departments.find(definition.department()).isEmpty()) {
            findings.error(
                    at,
                    "bundle.unknown-department",
                    Text.of("部门 %s 未登记", "The department %s is not registered", definition.department()),
                    Text.of("请管理员登记该部门", "Have an administrator register it"));
            return;
        }
        // 工作方案: 明确责任人（分管、运营、运维、安全）
        Set<Responsibility> missing = departments.missing(definition.department());
        if (!missing.isEmpty()) {
            findings.error(
                    at,
                    "bundle.responsible-person-missing",
                    lacks(definition.department(), missing),
                    Text.of("登记齐全后再部署", "Register them, then deploy"));
        }
        if (!departments.hasApp(definition.department(), definition.app())) {
            findings.error(
                    at,
                    "bundle.unknown-app",
                    Text.of(
                            "部门 %s 没有登记应用 %s",
                            "The department %s has no app %s", definition.department(), definition.app()),
                    Text.of("更正 app，或请管理员登记该应用", "Correct app, or have an administrator register it"));
        }
        Optional<String> known = store.digestOf(definition.name(), definition.version());
        if (!mutableVersions
                && known.isPresent()
                && !known.get().equals(bundle.files().digest())) {
            findings.error(
                    at,
                    "bundle.version-taken",
                    Text.of("版本 %s 已以其他内容部署过", "The version %s was deployed with other content", definition.version()),
                    Text.of("提高版本号", "Raise the version"));
        }
    }
}
