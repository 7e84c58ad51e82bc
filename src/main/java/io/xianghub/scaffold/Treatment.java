package io.xianghub.scaffold;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a value is turned into the standard's form, and back, once a suggestion was taken.
 *
 * @param answer further keys of the mapping's field, from the department to the standard
 * @param request likewise the other way
 * @param schema what the contract says of it
 */
record Treatment(Map<String, Object> answer, Map<String, Object> request, Map<String, Object> schema) {

    private static final String DAY = "yyyy-MM-dd";
    private static final String MOMENT = "yyyy-MM-dd'T'HH:mm:ssXXX";

    /** What can be done with values such as this one; empty when they stay as they are. */
    static Optional<Treatment> of(Suggestion suggestion, Shape.Kind kind, Object sample) {
        String text = String.valueOf(sample);
        return switch (suggestion.field().type()) {
            case IDENTITY_NUMBER ->
                ValueEvidence.identityNumber(text)
                        ? both("identity-number", Map.of("type", "string", "format", "identity-number"))
                        : Optional.empty();
            case USCC ->
                io.xianghub.shared.identity.Uscc.valid(text.toUpperCase(Locale.ROOT))
                        ? both("uscc", Map.of("type", "string"))
                        : Optional.empty();
            case DATE, DATE_TIME ->
                kind == Shape.Kind.TEXT && suggestion.datePattern() != null
                        ? dated(String.valueOf(suggestion.datePattern()))
                        : Optional.empty();
            case AMOUNT ->
                text.matches("-?[0-9]{1,15}(\\.[0-9]{1,2})?")
                        ? Optional.of(new Treatment(
                                Map.of("type", "yuan"),
                                kind == Shape.Kind.TEXT ? Map.of() : Map.of("type", "decimal"),
                                Map.of("type", "string")))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Treatment> both(String type, Map<String, Object> schema) {
        return Optional.of(new Treatment(Map.of("type", type), Map.of("type", type), schema));
    }

    private static Optional<Treatment> dated(String pattern) {
        boolean timed = pattern.contains("H");
        String standard = timed ? MOMENT : DAY;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("type", timed ? "date-time" : "date");
        answer.put("input", pattern);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("type", timed ? "date-time" : "date");
        request.put("input", standard);
        request.put("output", pattern);
        return Optional.of(
                new Treatment(answer, request, Map.of("type", "string", "format", timed ? "date-time" : "date")));
    }

    /** A department's value as the standard writes it. */
    Object standard(Object value) {
        String text = value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
        try {
            return switch (String.valueOf(answer.get("type"))) {
                case "date" ->
                    DateTimeFormatter.ofPattern(DAY, Locale.ROOT).format(LocalDate.from(reader().parse(text)));
                case "date-time" ->
                    DateTimeFormatter.ofPattern(MOMENT, Locale.ROOT)
                            .format(LocalDateTime.from(reader().parse(text)).atZone(ZoneId.of("Asia/Shanghai")));
                case "yuan" ->
                    new BigDecimal(text)
                            .setScale(2, java.math.RoundingMode.UNNECESSARY)
                            .toPlainString();
                default -> text.toUpperCase(Locale.ROOT);
            };
        } catch (DateTimeException | ArithmeticException | NumberFormatException other) {
            return value;
        }
    }

    private DateTimeFormatter reader() {
        return DateTimeFormatter.ofPattern(String.valueOf(answer.get("input")), Locale.ROOT);
    }
}
