package io.xianghub.bundle.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.xianghub.bundle.contract.Change;
import io.xianghub.bundle.contract.Impact;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may use a bundle, or did of late.
 *
 * @param client a client, or the user or system that the exchange log names
 * @param since of its oldest open subscription; null when it has none
 * @param inputs what it subscribed to or used
 * @param calls how often it used the bundle in the last 30 days
 * @param lastCall null when it did not
 * @param affected what would change for it
 */
public record User(
        String client,
        @Nullable Instant since,
        List<String> inputs,
        long calls,
        @Nullable Instant lastCall,
        List<Affected> affected) {

    static final Comparator<User> ORDER =
            Comparator.comparing(User::worst).reversed().thenComparing(User::client);

    /** One field, or a whole input when {@code path} is empty, that would change for a user. */
    public record Affected(String input, String path, Impact impact) {

        static Affected by(Change change) {
            return new Affected(change.input(), change.path(), change.impact());
        }
    }

    public User {
        inputs = List.copyOf(inputs);
        affected = List.copyOf(affected);
    }

    public boolean subscribed() {
        return since != null;
    }

    @JsonIgnore
    public Impact worst() {
        return affected.stream()
                .map(Affected::impact)
                .max(Comparator.naturalOrder())
                .orElse(Impact.NONE);
    }

    boolean hitBy(Change change) {
        return affected.contains(Affected.by(change));
    }
}
