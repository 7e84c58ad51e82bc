package io.xianghub.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.shared.BundleName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A client's leave to use what a bundle offers.
 *
 * @param operation an operationId, {@code facade.<name>}, {@code message.<name>}, or {@code *} for all
 * @param fields the fields of the answer it may read, such as {@code insurances.validTo}, each with all below it; {@code *}
 *     alone for all
 */
public record Subscription(
        String id,
        String client,
        BundleName bundle,
        int major,
        String operation,
        List<String> fields,
        String purpose,
        Instant since,
        State state) {

    public static final String ALL = "*";

    static final Pattern OPERATION =
            Pattern.compile("\\*|[a-z][A-Za-z0-9]{1,60}|(facade|message)\\.[a-z][a-z0-9]*(-[a-z0-9]+)*+");
    static final Pattern FIELD = Pattern.compile("\\*|[A-Za-z_][A-Za-z0-9_-]*(\\.([A-Za-z_][A-Za-z0-9_-]*|\\*))*+");

    public enum State {
        ACTIVE,
        CLOSED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Subscription {
        fields = List.copyOf(fields);
        if (!OPERATION.matcher(operation).matches() || operation.length() > 70) {
            throw new IllegalArgumentException("Not an operation: " + operation);
        }
        if (fields.isEmpty() || !fields.stream().allMatch(FIELD.asMatchPredicate())) {
            throw new IllegalArgumentException("Not fields of an answer: " + fields);
        }
        if (client.isBlank() || purpose.isBlank() || major < 0) {
            throw new IllegalArgumentException("A subscription names its client, purpose and major version");
        }
    }

    public boolean allFields() {
        return fields.contains(ALL);
    }

    public boolean covers(String input) {
        return operation.equals(ALL) || operation.equals(input);
    }
}
