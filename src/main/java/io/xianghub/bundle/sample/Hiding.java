package io.xianghub.bundle.sample;

import io.xianghub.mapping.Derivation;
import io.xianghub.mapping.Sensitivity;
import io.xianghub.shared.Text;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hides what one may not see of an input: whatever a field that is not public reads, wherever else it goes. */
final class Hiding {

    private final boolean reveal;
    private final Map<String, Sensitivity> paths = new HashMap<>();

    /** @param skipped what conditions looked at, which need not be declared anywhere */
    Hiding(Collection<Derivation> made, Collection<Derivation> skipped, boolean reveal) {
        this.reveal = reveal;
        for (Derivation derivation : made) {
            Sensitivity declared = derivation.into().sensitivity();
            // what a mask has to cover is somebody's, whatever the masked rest is
            Sensitivity source = derivation.into().masked() ? stricter(declared, Sensitivity.PERSONAL) : declared;
            derivation.from().forEach(taken -> paths.merge(column(taken), source, Hiding::stricter));
        }
        skipped.forEach(derivation ->
                derivation.from().forEach(taken -> paths.putIfAbsent(column(taken), Sensitivity.PERSONAL)));
    }

    Preview.Origin origin(Derivation.Taken taken) {
        return new Preview.Origin(taken.place(), shown(taken.value(), of(taken)));
    }

    Preview.Shown made(Derivation derivation) {
        if (derivation.into().masked()) {
            return new Preview.Shown(derivation.value(), null);
        }
        Sensitivity strictest = derivation.into().sensitivity();
        for (Derivation.Taken taken : derivation.from()) {
            strictest = stricter(strictest, of(taken));
        }
        return shown(derivation.value(), strictest);
    }

    private Preview.Shown shown(@Nullable Object value, Sensitivity sensitivity) {
        if (value == null || reveal || "".equals(value)) {
            return new Preview.Shown(value, null);
        }
        if (structure(value)) {
            return new Preview.Shown(null, Text.of("（结构）", "(a structure)")); // nobody knows what is in it
        }
        return sensitivity == Sensitivity.PUBLIC
                ? new Preview.Shown(value, null)
                : new Preview.Shown(null, instead(value, sensitivity));
    }

    private static Text instead(Object value, Sensitivity sensitivity) {
        String text = value instanceof String string ? string : "";
        boolean sensitive = sensitivity == Sensitivity.SENSITIVE;
        if (!text.isEmpty()) {
            int length = text.codePointCount(0, text.length());
            return sensitive
                    ? Text.of("（敏感，%d 个字符）", "(sensitive, length %d)", length)
                    : Text.of("（个人信息，%d 个字符）", "(personal, length %d)", length);
        }
        return sensitive ? Text.of("（敏感）", "(sensitive)") : Text.of("（个人信息）", "(personal)");
    }

    private static boolean structure(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(item -> item != null && structure(item));
        }
        return !(value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Temporal);
    }

    /** A text that is a document is as much somebody's as what is read inside it. */
    private Sensitivity of(Derivation.Taken taken) {
        String column = column(taken);
        Sensitivity strictest = paths.getOrDefault(column, Sensitivity.SENSITIVE);
        for (Map.Entry<String, Sensitivity> path : paths.entrySet()) {
            strictest = path.getKey().startsWith(column + ".") ? stricter(strictest, path.getValue()) : strictest;
        }
        return strictest;
    }

    /** The same field of every item and line is as much somebody's. */
    private static String column(Derivation.Taken taken) {
        return taken.source().replaceAll("\\[[0-9]+]", "");
    }

    private static Sensitivity stricter(Sensitivity one, Sensitivity other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
