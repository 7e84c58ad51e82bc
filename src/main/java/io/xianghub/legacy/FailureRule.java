package io.xianghub.legacy;

import com.google.re2j.Pattern;
import io.xianghub.shared.problem.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a department says no: where its code and its words stand, and what some of its codes mean.
 *
 * @param words null when no plain text is a refusal
 * @param meanings of codes that mean more than a refusal
 */
record FailureRule(@Nullable TreePath code, @Nullable TreePath message, @Nullable Pattern words, Meanings meanings) {

    /** Which codes say that there is nothing, and which that the department cannot now. */
    record Meanings(Set<String> notFound, Set<String> busy) {
        Meanings {
            notFound = Set.copyOf(notFound);
            busy = Set.copyOf(busy);
        }
    }

    static FailureRule read(Fields fields) {
        fields.only(Set.of("code", "message", "words", "not-found", "busy"));
        return new FailureRule(
                fields.path("code").orElse(null),
                fields.path("message").orElse(null),
                fields.pattern("words").orElse(null),
                new Meanings(codes("not-found", fields), codes("busy", fields)));
    }

    private static Set<String> codes(String key, Fields fields) {
        return fields.has(key) ? Set.copyOf(fields.texts(key)) : Set.of();
    }

    /** The department's own code, when the answer carries one. */
    Optional<String> code(@Nullable Object answer) {
        return at(code, answer);
    }

    Optional<String> message(@Nullable Object answer) {
        return at(message, answer);
    }

    private static Optional<String> at(@Nullable TreePath path, @Nullable Object answer) {
        return Optional.ofNullable(path).map(way -> way.textIn(answer)).filter(text -> !text.isEmpty());
    }

    /** The first of these that is a text in which the department refuses. */
    Optional<String> refusing(Stream<? extends @Nullable Object> texts) {
        if (words == null) {
            return Optional.empty();
        }
        return texts.filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> words.matcher(text.strip()).find())
                .findFirst();
    }

    /** Whether the code means more than a refusal. */
    boolean knows(String code) {
        return meanings.notFound().contains(code) || meanings.busy().contains(code);
    }

    Problem problem(String code, Optional<String> message, Faults faults) {
        if (meanings.notFound().contains(code)) {
            return faults.nothingThere(code, message);
        }
        return meanings.busy().contains(code) ? faults.overloaded(code, message) : faults.refused(code, message);
    }
}
