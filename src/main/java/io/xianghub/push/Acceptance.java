package io.xianghub.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What became of a submission. */
public sealed interface Acceptance {

    /** The message's id: the new one, or that of the event that had come before. */
    String id();

    /** The word of the metrics and of the answer. */
    String word();

    /** A new message, on its way. */
    record Accepted(String id) implements Acceptance {
        @Override
        public String word() {
            return "accepted";
        }
    }

    /** The same event with the same row: nothing was done. */
    record Repeated(String id) implements Acceptance {
        @Override
        public String word() {
            return "repeated";
        }
    }

    /** The same event with another row: nothing was done, and nothing may be. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Changed(String id, List<Difference> differences) implements Acceptance {
        public Changed {
            differences = List.copyOf(differences);
        }

        @Override
        public String word() {
            return "changed";
        }
    }
}
