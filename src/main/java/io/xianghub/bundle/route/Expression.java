package io.xianghub.bundle.route;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a step puts somewhere, or decides by.
 *
 * @param simple whether {@code ${…}} in the text means something
 */
public record Expression(String text, boolean simple) {

    private static final Pattern REFERENCE = Pattern.compile(
            "\\$\\{(?:body(?:\\[([A-Za-z0-9_]+)])?|(header|exchangeProperty)\\.([A-Za-z][A-Za-z0-9_-]*))}");

    /** Where an expression reads. */
    public enum Place {
        BODY,
        HEADER,
        PROPERTY
    }

    /** @param name of the header or property; of the body's member, or empty for the whole body */
    public record Reference(Place place, String name) {

        private static Reference of(MatchResult found) {
            String kept = found.group(2);
            if (kept == null) {
                String member = found.group(1);
                return new Reference(Place.BODY, member == null ? "" : member);
            }
            return new Reference(kept.equals("header") ? Place.HEADER : Place.PROPERTY, found.group(3));
        }
    }

    /** What it reads. */
    public List<Reference> references() {
        return simple ? REFERENCE.matcher(text).results().map(Reference::of).toList() : List.of();
    }

    /** What it is, when it is a single reference and nothing else: then it keeps its type. */
    public Optional<Reference> alone() {
        var whole = REFERENCE.matcher(text.strip());
        return simple && whole.matches() ? Optional.of(Reference.of(whole)) : Optional.empty();
    }
}
