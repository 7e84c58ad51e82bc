package io.xianghub.bundle.sample;

import io.xianghub.bundle.border.Script;
import io.xianghub.legacy.Wire;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a department answered to one call of a case: bytes with their status, or the problem of having heard nothing. */
sealed interface Recorded {

    Wire.Heard heard(Wire.Sent sent);

    record Answer(Wire.Heard.Bytes bytes) implements Recorded {

        /** A query's answer is JSON rows; anything else hears the bytes as they are. */
        @Override
        public Wire.Heard heard(Wire.Sent sent) {
            if (!sent.isQuery()) {
                return bytes;
            }
            try {
                return rows(Json.parse(bytes.body()), sent);
            } catch (Malformed noRows) {
                return Script.notRecorded(sent);
            }
        }

        private static Wire.Heard rows(@Nullable Object tree, Wire.Sent sent) {
            if (!(tree instanceof List<?> list)) {
                return Script.notRecorded(sent);
            }
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            for (Object item : list) {
                if (!(item instanceof Map<?, ?> row)) {
                    return Script.notRecorded(sent);
                }
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                row.forEach((column, value) -> copy.put(String.valueOf(column), value));
                rows.add(copy);
            }
            return new Wire.Heard.Rows(rows);
        }
    }

    record Nothing(Problem problem) implements Recorded {
        @Override
        public Wire.Heard heard(Wire.Sent sent) {
            return new Wire.Heard.Ended(problem);
        }
    }
}
