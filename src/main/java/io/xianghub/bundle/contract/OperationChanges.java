package io.xianghub.bundle.contract;

import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.contract.SchemaChanges.Difference;
import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares one operation of both versions. */
final class OperationChanges {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^/{}]+)}");

    private final ContractOperation before;
    private final ContractOperation after;
    private final Declared declaredBefore;
    private final Declared declaredAfter;
    private final List<Change> changes = new ArrayList<>();

    private OperationChanges(
            ContractOperation before, Declared declaredBefore, ContractOperation after, Declared declaredAfter) {
        this.before = before;
        this.after = after;
        this.declaredBefore = declaredBefore;
        this.declaredAfter = declaredAfter;
    }

    static List<Change> between(
            ContractOperation before, Declared declaredBefore, ContractOperation after, Declared declaredAfter) {
        OperationChanges operation = new OperationChanges(before, declaredBefore, after, declaredAfter);
        operation.entrance();
        operation.promises();
        operation.parameters();
        operation.body();
        operation.schemas("answer", Direction.ANSWER, before.answer(), after.answer());
        return List.copyOf(operation.changes);
    }

    private void entrance() {
        if (!before.operationId().equals(after.operationId())) {
            // Callers go by the path; subscriptions go by the name.
            add(Aspect.OPERATION, Kind.RENAMED, Impact.POSSIBLE, before.operationId(), after.operationId());
        }
        if (!before.method().equals(after.method())) {
            add(Aspect.METHOD, Kind.CHANGED, Impact.BREAKING, before.method(), after.method());
        }
        if (!before.path().equals(after.path())) {
            boolean onlyNames = sameShape();
            add(
                    Aspect.PATH,
                    onlyNames ? Kind.RENAMED : Kind.CHANGED,
                    onlyNames ? Impact.NONE : Impact.BREAKING,
                    before.path(),
                    after.path());
        }
    }

    private boolean sameShape() {
        return VARIABLE.matcher(before.path())
                .replaceAll("{}")
                .equals(VARIABLE.matcher(after.path()).replaceAll("{}"));
    }

    private void promises() {
        if (!before.subject().equals(after.subject())) {
            boolean freed = after.subject().equals("none");
            Kind kind = freed ? Kind.WIDENED : before.subject().equals("none") ? Kind.NARROWED : Kind.CHANGED;
            Impact impact = freed ? Impact.NONE : Impact.BREAKING;
            add(Aspect.SUBJECT, kind, impact, before.subject(), after.subject(), "x-hub-subject", "type");
        }
        String was = before.subjectPath();
        String is = after.subjectPath();
        if (!Objects.equals(was, is)) {
            Kind kind = was == null ? Kind.NARROWED : is == null ? Kind.WIDENED : Kind.CHANGED;
            Impact impact = was == null ? Impact.BREAKING : is == null ? Impact.NONE : Impact.POSSIBLE;
            add(Aspect.SUBJECT_PATH, kind, impact, text(was), text(is), "x-hub-subject", "path");
        }
        if (before.timeoutMillis() != after.timeoutMillis()) {
            // Longer: the caller's own patience may end first. Shorter: slow answers no longer come.
            Kind kind = before.timeoutMillis() < after.timeoutMillis() ? Kind.WIDENED : Kind.NARROWED;
            add(
                    Aspect.TIMEOUT,
                    kind,
                    Impact.POSSIBLE,
                    before.timeoutMillis() + "ms",
                    after.timeoutMillis() + "ms",
                    "x-hub-timeout");
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "-" : value;
    }

    private void parameters() {
        if (sameShape()) {
            pathVariables();
        } else {
            schemas("path", Direction.REQUEST, parameters(before, "path"), parameters(after, "path"));
        }
        schemas("query", Direction.REQUEST, parameters(before, "query"), parameters(after, "query"));
        schemas("header", Direction.REQUEST, parameters(before, "header"), parameters(after, "header"));
    }

    private static String parameters(ContractOperation operation, String place) {
        return operation.parameters().getOrDefault(place, "{}");
    }

    /** Variables are what stands at their place, whatever they are called. */
    private void pathVariables() {
        Spot was = new SchemaDocument(parameters(before, "path")).root().child("properties");
        Spot is = new SchemaDocument(parameters(after, "path")).root().child("properties");
        Matcher old = VARIABLE.matcher(before.path());
        Matcher next = VARIABLE.matcher(after.path());
        while (old.find() && next.find()) {
            differences(
                    "path",
                    Direction.REQUEST,
                    new SchemaChanges(Direction.REQUEST)
                            .between(was.child(old.group(1)), is.child(next.group(1)), "path." + next.group(1)));
        }
    }

    private void body() {
        String was = before.request();
        String is = after.request();
        if (was != null && is != null) {
            schemas("request", Direction.REQUEST, was, is);
        } else if (was != null) {
            // A service without a body refuses one.
            change("request", Aspect.BODY, Kind.REMOVED, null, declaredBefore.key(before, "requestBody"));
        } else if (is != null) {
            change("request", Aspect.BODY, Kind.ADDED, declaredAfter.key(after, "requestBody"), null);
        }
    }

    private void change(String path, Aspect aspect, Kind kind, @Nullable Position at, @Nullable Position was) {
        Text none = Words.plain("");
        Text words = Sentence.of(before.operationId() + " " + path, aspect, kind, none, none);
        changes.add(new Change(
                before.operationId(),
                path,
                aspect,
                kind,
                Impact.BREAKING,
                Party.CALLER,
                Sentence.with(words, Impact.BREAKING, Party.CALLER),
                at,
                was));
    }

    private void schemas(String part, Direction direction, String was, String is) {
        if (!was.equals(is)) {
            Spot old = new SchemaDocument(was).root();
            Spot next = new SchemaDocument(is).root();
            differences(part, direction, new SchemaChanges(direction).between(old, next, part));
        }
    }

    private void differences(String part, Direction direction, List<Difference> differences) {
        for (Difference found : differences) {
            Text words = Sentence.of(
                    before.operationId() + " " + found.path(),
                    found.aspect(),
                    found.kind(),
                    found.before(),
                    found.after());
            Spot at = found.places().after();
            Spot was = found.places().before();
            changes.add(new Change(
                    before.operationId(),
                    found.path(),
                    found.aspect(),
                    found.kind(),
                    found.impact(),
                    direction.party(),
                    Sentence.with(words, found.impact(), direction.party()),
                    at == null ? null : declaredAfter.spot(after, part, at),
                    was == null ? null : declaredBefore.spot(before, part, was)));
        }
    }

    private void add(Aspect aspect, Kind kind, Impact impact, String was, String is, String... keys) {
        Text words = Sentence.of(before.operationId(), aspect, kind, Words.plain(was), Words.plain(is));
        changes.add(new Change(
                before.operationId(),
                "",
                aspect,
                kind,
                impact,
                Party.CALLER,
                Sentence.with(words, impact, Party.CALLER),
                declaredAfter.key(after, keys),
                declaredBefore.key(before, keys)));
    }
}
