package io.xianghub.bundle.contract;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.Position;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two versions of a bundle.
 *
 * @param input what is called or sent: an operationId, {@code facade.<name>}, {@code message.<name>}, {@code
 *     sync.<name>}, {@code template.<name>}, or empty for the whole bundle
 * @param path the field, such as {@code answer.insurances[].validTo} or {@code query.from}; empty for the whole input
 * @param party whom it concerns
 * @param at where the next version declares it; null when it does not
 * @param was where the version before declared it; null when it did not
 */
public record Change(
        String input,
        String path,
        Aspect aspect,
        Kind kind,
        Impact impact,
        Party party,
        Text message,
        @Nullable Position at,
        @Nullable Position was) {

    static final Comparator<Change> ORDER = Comparator.comparing(Change::input)
            .thenComparing(Change::path)
            .thenComparing(Change::aspect)
            .thenComparing(Change::kind)
            .thenComparing(change -> change.message().en());

    public boolean breaking() {
        return impact == Impact.BREAKING;
    }

    /** Where an engineer looks first: the next version's declaration, or what is gone. */
    public Position place() {
        Position next = at;
        if (next != null) {
            return next;
        }
        return was == null ? Position.whole("") : was;
    }
}
