package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Suggests what a department's field is in the standard: by its name, its comment, and its values. */
final class Suggestions {

    private static final double LEAST = 0.35;
    private static final int MOST = 3;

    private final StandardDictionary dictionary;

    Suggestions(StandardDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** A reason for a field and how far it is to be trusted alone. */
    private record Reason(StandardField field, double trust, Text words) {}

    /** The best first; none when nothing speaks for any. */
    List<Suggestion> of(String name, String comment, List<String> values) {
        Map<String, List<Reason>> reasons = new LinkedHashMap<>();
        List<StandardDictionary.Hit> named = dictionary.find(name);
        for (StandardDictionary.Hit hit : named) {
            // where a name can mean several fields each is believed less
            double trust = hit.writing().trust(name.length()) * (named.size() == 1 ? 1 : 0.8);
            reasons.computeIfAbsent(hit.field().name(), key -> new ArrayList<>())
                    .add(new Reason(hit.field(), trust, said(name, hit)));
        }
        comment(comment)
                .ifPresent(reason -> reasons.computeIfAbsent(reason.field().name(), key -> new ArrayList<>())
                        .add(reason));
        Optional<ValueEvidence.Proof> proof = ValueEvidence.of(values);
        proof.filter(found -> found.field() != null)
                .flatMap(found -> dictionary
                        .named(String.valueOf(found.field()))
                        .map(field -> new Reason(field, found.trust() * 0.9, found.words())))
                .filter(reason ->
                        reasons.isEmpty() || !reasons.containsKey(reason.field().name()))
                .ifPresent(reason -> reasons.put(reason.field().name(), new ArrayList<>(List.of(reason))));
        return reasons.values().stream()
                .map(found -> weighed(found, proof, values))
                .filter(suggestion -> suggestion.confidence() >= LEAST)
                .sorted(Comparator.comparingDouble(Suggestion::confidence).reversed())
                .limit(MOST)
                .toList();
    }

    private static Text said(String name, StandardDictionary.Hit hit) {
        Text writing = hit.writing().words();
        return new Text(
                "名称 " + name + " 是“" + hit.of() + "”的" + writing.zh(),
                "name " + name + " is " + writing.en() + " " + hit.of());
    }

    private Optional<Reason> comment(String comment) {
        if (!Pinyin.hasChinese(comment)) {
            return Optional.empty();
        }
        List<StandardDictionary.Hit> exact = dictionary.find(comment);
        if (!exact.isEmpty()) {
            return Optional.of(new Reason(exact.get(0).field(), 0.95, Text.of("注释“%s”", "the comment %s", comment)));
        }
        return dictionary
                .within(comment)
                .map(hit -> new Reason(
                        hit.field(),
                        0.55 + 0.3 * hit.of().length() / comment.length(),
                        Text.of("注释含“%s”", "the comment has %s", hit.of())));
    }

    private Suggestion weighed(List<Reason> reasons, Optional<ValueEvidence.Proof> proof, List<String> values) {
        StandardField field = reasons.get(0).field();
        double doubt = 1;
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        for (Reason reason : reasons) {
            doubt *= 1 - reason.trust();
            zh.add(reason.words().zh());
            en.add(reason.words().en());
        }
        double confidence = 1 - doubt;
        boolean valued = values.stream().anyMatch(value -> !value.isBlank());
        String pattern = null;
        if (proof.isPresent() && fits(field.type(), proof.get().type())) {
            pattern = proof.get().pattern();
            boolean alone = reasons.size() == 1
                    && reasons.get(0).words().equals(proof.get().words());
            if (!alone) {
                confidence = 1 - (1 - confidence) * (1 - proof.get().trust());
                zh.add(proof.get().words().zh());
                en.add(proof.get().words().en());
            }
        } else if (valued && checked(field.type())) {
            confidence *= 0.55;
            zh.add("但值不像");
            en.add("but the value does not look like it");
        }
        return new Suggestion(
                field, Math.min(0.99, confidence), new Text(String.join("；", zh), String.join("; ", en)), pattern);
    }

    private static boolean fits(StandardField.Type type, StandardField.Type proven) {
        return type == proven
                || (type == StandardField.Type.DATE && proven == StandardField.Type.DATE_TIME)
                || (type == StandardField.Type.DATE_TIME && proven == StandardField.Type.DATE);
    }

    /** Types whose values would be recognised. */
    private static boolean checked(StandardField.Type type) {
        return switch (type) {
            case IDENTITY_NUMBER, USCC, MOBILE, DATE, DATE_TIME, DIVISION -> true;
            default -> false;
        };
    }
}
