package io.xianghub.mapping;

import io.xianghub.shared.Text;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a field says about its type; a key that says nothing about this type is a mistake. */
final class OptionsReader {

    private static final Set<Type> MONEY = EnumSet.of(Type.FEN, Type.YUAN, Type.WAN);
    private static final Set<Type> DATES = EnumSet.of(Type.DATE, Type.DATE_TIME, Type.MONTH);
    private static final Map<String, Set<Type>> OF_TYPES = Map.of(
            "unit",
            MONEY,
            "grouping",
            MONEY,
            "endless",
            DATES,
            "width",
            EnumSet.of(Type.DIVISION),
            "truncate",
            EnumSet.of(Type.DIVISION),
            "old",
            EnumSet.of(Type.IDENTITY_NUMBER));

    /** What becomes of something that a field may be asked to leave as it is. */
    private enum Endless {
        ABSENT,
        KEPT
    }

    private enum Grouping {
        REFUSED,
        ACCEPTED
    }

    private OptionsReader() {}

    static Type.Options options(Declared declared, Type type) {
        OF_TYPES.forEach((key, types) -> {
            if (declared.has(key) && !types.contains(type)) {
                declared.wrong(
                        key,
                        "mapping.key-without-use",
                        Text.of(
                                "%s 只用于类型 %s",
                                "%s is for the types %s only",
                                key,
                                types.stream().map(Declared::word).toList()));
            }
        });
        return new Type.Options(dates(declared, type), amounts(declared), divisions(declared), old(declared));
    }

    /** Null when there is none under the key, or none that can be read. */
    static @Nullable DateInput input(Declared declared, Dates.@Nullable Kind kind) {
        List<DateInput.Form> forms = new ArrayList<>();
        for (String word : declared.texts("input")) {
            try {
                DateInput.Form form = DateInput.Form.of(word);
                if (kind != null && !kind.canBe(form)) {
                    wrongPattern(declared, "input", word);
                } else {
                    forms.add(form);
                }
            } catch (IllegalArgumentException wrong) {
                wrongPattern(declared, "input", word);
            }
        }
        return forms.isEmpty() ? null : new DateInput(forms);
    }

    private static Dates dates(Declared declared, Type type) {
        Dates.Kind kind =
                switch (type) {
                    case DATE -> Dates.Kind.DATE;
                    case DATE_TIME -> Dates.Kind.DATE_TIME;
                    case MONTH -> Dates.Kind.MONTH;
                    case TIME -> Dates.Kind.TIME;
                    default -> null;
                };
        boolean kept = declared.choice("endless", Endless.class, Endless.ABSENT) == Endless.KEPT;
        return new Dates(input(declared, kind), output(declared, kind), kept);
    }

    private static @Nullable DateTimeFormatter output(Declared declared, Dates.@Nullable Kind kind) {
        String pattern = declared.text("output").orElse(null);
        if (pattern == null) {
            return null;
        }
        try {
            DateTimeFormatter output = DateInput.formatter(pattern);
            if (kind == null || kind.canWrite(output)) {
                return output;
            }
        } catch (IllegalArgumentException wrong) {
            // said below
        }
        wrongPattern(declared, "output", pattern);
        return null;
    }

    private static void wrongPattern(Declared declared, String key, String pattern) {
        declared.wrong(key, "mapping.date-pattern", Text.of("日期格式 %s 不正确", "Wrong date pattern %s", pattern));
    }

    private static Amounts amounts(Declared declared) {
        Amounts.Unit unit = declared.choice("unit", Amounts.Unit.class, Amounts.Unit.YUAN);
        Grouping grouping = declared.choice("grouping", Grouping.class, Grouping.REFUSED);
        return new Amounts(unit == null ? Amounts.Unit.YUAN : unit, grouping == Grouping.ACCEPTED);
    }

    private static Divisions divisions(Declared declared) {
        int width = declared.number("width", 6);
        if (width != 6 && width != 9 && width != 12) {
            declared.wrong("width", "mapping.division-width", Text.of("width 应为 6、9 或 12", "width is 6, 9 or 12"));
            return Divisions.STANDARD;
        }
        return new Divisions(width, declared.flag("truncate"));
    }

    private static IdentityNumbers old(Declared declared) {
        IdentityNumbers old = declared.choice("old", IdentityNumbers.class, IdentityNumbers.REFUSED);
        return old == null ? IdentityNumbers.REFUSED : old;
    }
}
