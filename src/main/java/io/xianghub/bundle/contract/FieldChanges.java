package io.xianghub.bundle.contract;

import io.xianghub.bundle.contract.SchemaChanges.Places;
import io.xianghub.shared.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the fields of two objects, named and unnamed ones. */
final class FieldChanges {

    private final SchemaChanges changes;
    private final Direction direction;

    FieldChanges(SchemaChanges changes, Direction direction) {
        this.changes = changes;
        this.direction = direction;
    }

    void compare(Schema before, Schema after, Places places, String path) {
        Map<String, List<Spot>> was = before.fields();
        Map<String, List<Spot>> is = after.fields();
        Set<String> names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        for (String name : names) {
            List<Spot> old = was.get(name);
            List<Spot> next = is.get(name);
            String field = path.isEmpty() ? name : path + "." + name;
            if (old == null && next != null) {
                added(field, next, before, after.requires(name), places);
            } else if (old != null && next == null) {
                removed(field, old, after, places);
            } else if (old != null && next != null) {
                presence(field, before.requires(name), after.requires(name), places(old, next, places));
                changes.compare(old, next, field);
            }
        }
        others(before, after, places, path);
    }

    private void added(String field, List<Spot> next, Schema before, boolean required, Places places) {
        Impact impact = Impact.NONE;
        if (direction == Direction.REQUEST && required) {
            impact = Impact.BREAKING;
        } else if (direction == Direction.REQUEST && !before.otherFields().isEmpty()) {
            // What came under that name followed the rule for unnamed fields.
            impact = Impact.POSSIBLE;
        }
        Text type = Types.words(Schema.of(next).types());
        Text words = required ? new Text(type.zh() + "，必填", type.en() + ", required") : type;
        changes.add(field, Aspect.FIELD, Kind.ADDED, impact, words, places(List.of(), next, places));
    }

    private void removed(String field, List<Spot> old, Schema after, Places places) {
        // Where undeclared fields may come, the hub takes the value and no longer heeds it.
        boolean ignored = direction == Direction.REQUEST && !after.closed();
        Impact impact = ignored ? Impact.POSSIBLE : Impact.BREAKING;
        Text type = Types.words(Schema.of(old).types());
        changes.add(field, Aspect.FIELD, Kind.REMOVED, impact, type, places(old, List.of(), places));
    }

    private void presence(String field, boolean was, boolean is, Places places) {
        if (was != is) {
            changes.add(field, Aspect.PRESENCE, is ? Kind.REQUIRED : Kind.OPTIONAL, Words.NONE, Words.NONE, places);
        }
    }

    private static Places places(List<Spot> old, List<Spot> next, Places parents) {
        return new Places(old.isEmpty() ? null : old.get(0), next.isEmpty() ? parents.after() : next.get(0));
    }

    private enum Openness {
        CLOSED("不允许", "not allowed"),
        MAP("按规则允许", "by a rule"),
        OPEN("任意", "any");

        private final String zh;
        private final String en;

        Openness(String zh, String en) {
            this.zh = zh;
            this.en = en;
        }

        Text label() {
            return new Text(zh, en);
        }

        static Openness of(Schema schema) {
            if (schema.closed()) {
                return CLOSED;
            }
            return schema.otherFields().isEmpty() ? OPEN : MAP;
        }
    }

    private void others(Schema before, Schema after, Places places, String path) {
        Openness was = Openness.of(before);
        Openness is = Openness.of(after);
        if (was == is) {
            if (was == Openness.MAP) {
                changes.compare(before.otherFields(), after.otherFields(), path + ".*");
            }
            return;
        }
        Kind kind = is.compareTo(was) > 0 ? Kind.WIDENED : Kind.NARROWED;
        Impact impact = direction.of(Aspect.OTHER_FIELDS, kind);
        if (direction == Direction.ANSWER) {
            // Readers skip what they do not know; they rely on what followed a rule.
            impact = was == Openness.MAP ? Impact.BREAKING : Impact.NONE;
        }
        changes.add(new SchemaChanges.Difference(
                path,
                Aspect.OTHER_FIELDS,
                kind,
                impact,
                was.label(),
                is.label(),
                SchemaChanges.at("additionalProperties", before, after, places)));
    }
}
