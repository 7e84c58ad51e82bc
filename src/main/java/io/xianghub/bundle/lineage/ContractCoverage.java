package io.xianghub.bundle.lineage;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.contract.RequiredFields;
import io.xianghub.bundle.contract.RequiredFields.Required;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.mapping.Outline;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.YamlNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds the contract's required fields against what mappings give and read. Its findings are warnings: what ran before
 * goes on running under a hub that has learnt to look.
 */
public final class ContractCoverage {

    private final BundleFiles files;
    private final Findings findings;

    private ContractCoverage(BundleFiles files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    /**
     * Checks all operations.
     *
     * @param documents the bundle's route files
     */
    public static void check(CheckedBundle bundle, List<YamlNode> documents, Findings findings) {
        ContractCoverage coverage = new ContractCoverage(bundle.files(), findings);
        for (Walked walked : Lineage.walk(bundle, documents)) {
            ContractOperation operation = bundle.operations().get(walked.input());
            if (operation != null && walked.complete()) {
                coverage.answer(operation, walked);
                coverage.call(operation, walked);
            }
        }
    }

    private void answer(ContractOperation operation, Walked walked) {
        Tree tree = walked.ends().get(Walked.ANSWER);
        if (tree == null || !tree.known()) {
            return;
        }
        for (Required required : RequiredFields.ofAnswer(files, operation)) {
            FieldPath path = path(required.path());
            FieldPath parent = path(required.path().subList(0, required.path().size() - 1));
            if (canTell(tree, path, parent)) {
                given(operation, required, tree, path, parent);
            }
        }
    }

    /** What is passed on as it came has fields of its own, and a structure that is not there needs none. */
    private static boolean canTell(Tree tree, FieldPath path, FieldPath parent) {
        boolean copied = tree.held().stream()
                .anyMatch(held -> held.kind() == Held.Kind.COPY && held.at().covers(path));
        return !copied
                && (parent.isWhole()
                        || tree.held().stream()
                                .anyMatch(held -> held.kind() == Held.Kind.GROUP
                                        && held.at().equals(parent)));
    }

    private void given(ContractOperation operation, Required required, Tree tree, FieldPath path, FieldPath parent) {
        List<Held> there = tree.held().stream()
                .filter(held -> held.kind() != Held.Kind.BESIDES && held.at().equals(path))
                .toList();
        if (there.isEmpty()) {
            findings.warning(
                    place(tree, parent).orElse(required.at()),
                    "coverage.field-not-mapped",
                    Text.of(
                            "没有映射给出 %s 应答的必填字段 %s（契约 %s）",
                            "No mapping gives the required field %2$s of %1$s's answer (contract: %3$s)",
                            operation.operationId(),
                            required.name(),
                            required.at()),
                    Text.of("在此处补上该字段，或在契约中改为可选", "Add the field here, or make it optional in the contract"));
        } else if (there.stream().noneMatch(Held::always)) {
            findings.warning(
                    there.stream()
                            .flatMap(held -> line(held).stream())
                            .findFirst()
                            .orElse(required.at()),
                    "coverage.field-may-be-absent",
                    Text.of(
                            "%s 应答的必填字段 %s 可能没有值（契约 %s）",
                            "The required field %2$s of %1$s's answer may be absent (contract: %3$s)",
                            operation.operationId(),
                            required.name(),
                            required.at()),
                    Text.of(
                            "写 required: true 或 default，或在契约中改为可选",
                            "Write required: true or a default, or make it optional in the contract"));
        }
    }

    /** Where what the field is part of is made. */
    private static Optional<Position> place(Tree tree, FieldPath parent) {
        Stream<Held> inside = parent.isWhole()
                ? tree.held().stream()
                : tree.held().stream().filter(held -> held.at().equals(parent));
        return inside.flatMap(held -> line(held).stream()).findFirst();
    }

    private static Optional<Position> line(Held held) {
        return Optional.ofNullable(held.line()).map(Outline.Line::at).filter(Objects::nonNull);
    }

    private void call(ContractOperation operation, Walked walked) {
        String subject = operation.subjectPath();
        for (Required required : RequiredFields.ofCall(files, operation)) {
            FieldPath path = path(required.path());
            boolean read = walked.reads().stream()
                    .filter(origin -> origin.place().equals(operation.operationId()))
                    .anyMatch(origin -> origin.path().covers(path) || path.covers(origin.path()));
            boolean asked = subject != null && path.covers(FieldPath.of(subject));
            if (!read && !asked) {
                findings.warning(
                        required.at(),
                        "coverage.field-not-read",
                        Text.of(
                                "没有映射读取 %s 请求的必填字段 %s",
                                "No mapping reads the required field %2$s of %1$s's calls",
                                operation.operationId(),
                                required.name()),
                        Text.of("在映射中读取它，或在契约中改为可选", "Read it in a mapping, or make it optional in the contract"));
            }
        }
    }

    private static FieldPath path(List<String> names) {
        return new FieldPath(
                names.stream().map(name -> new FieldPath.Segment(name, "")).toList());
    }
}
