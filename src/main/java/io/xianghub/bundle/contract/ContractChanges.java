package io.xianghub.bundle.contract;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.ContractOperation;
import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the next version of a bundle changes for those who use the version that answers now. */
public final class ContractChanges {

    private final CheckedBundle before;
    private final CheckedBundle after;
    private final Declared declaredBefore;
    private final Declared declaredAfter;
    private final List<Change> changes = new ArrayList<>();

    private ContractChanges(CheckedBundle before, CheckedBundle after) {
        this.before = before;
        this.after = after;
        this.declaredBefore = Declared.in(before.files());
        this.declaredAfter = Declared.in(after.files());
    }

    /** All differences, by input and field; versions of the same major are compared. */
    public static List<Change> between(CheckedBundle before, CheckedBundle after) {
        ContractChanges contract = new ContractChanges(before, after);
        contract.operations();
        contract.changes.addAll(PartChanges.between(before.definition(), after.definition()));
        contract.changes.sort(Change.ORDER);
        return List.copyOf(contract.changes);
    }

    private void operations() {
        Map<String, ContractOperation> added = new TreeMap<>(after.operations());
        added.keySet().removeAll(before.operations().keySet());
        new TreeMap<>(before.operations()).forEach((id, was) -> {
            ContractOperation is = after.operations().get(id);
            if (is == null) {
                is = renamed(was, added).orElse(null);
            }
            if (is == null) {
                add(was, Kind.REMOVED, Impact.BREAKING, null, was.at());
                return;
            }
            added.remove(is.operationId());
            changes.addAll(OperationChanges.between(was, declaredBefore, is, declaredAfter));
        });
        added.values().forEach(is -> add(is, Kind.ADDED, Impact.NONE, is.at(), null));
    }

    private static Optional<ContractOperation> renamed(ContractOperation was, Map<String, ContractOperation> added) {
        return added.values().stream()
                .filter(is -> is.method().equals(was.method()) && is.path().equals(was.path()))
                .findFirst();
    }

    private void add(
            ContractOperation operation, Kind kind, Impact impact, @Nullable Position at, @Nullable Position was) {
        Text entrance = Words.plain(operation.method() + " " + operation.path());
        Text words = Sentence.of(operation.operationId(), Aspect.OPERATION, kind, entrance, entrance);
        changes.add(new Change(
                operation.operationId(),
                "",
                Aspect.OPERATION,
                kind,
                impact,
                Party.CALLER,
                Sentence.with(words, impact, Party.CALLER),
                at,
                was));
    }
}
