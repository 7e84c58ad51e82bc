package io.xianghub.bundle.sample;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.shared.Text;
import io.xianghub.shared.wire.TreeDifferences.Difference;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one sample went.
 *
 * @param name such as {@code getInsuredPerson/success} or {@code person-answer/two-insurances}
 * @param file what an engineer opens first: the expectation that was not met, else the sample itself
 * @param trouble why it did not come to a comparison; null when it did
 */
public record SampleResult(
        Kind kind, String name, String file, List<Unmet> unmet, @Nullable Text trouble, long millis) {

    public enum Kind {
        MAPPING,
        CASE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An expectation that was not met.
     *
     * @param file where it stands
     * @param actual what came instead: a tree, bytes, or {@code {problem: …}}
     * @param refused whether what came was a problem
     */
    public record Unmet(String file, List<Difference> differences, @Nullable Object actual, boolean refused) {
        public Unmet {
            differences = List.copyOf(differences);
        }
    }

    public SampleResult {
        unmet = List.copyOf(unmet);
    }

    public boolean passed() {
        return unmet.isEmpty() && trouble == null;
    }
}
