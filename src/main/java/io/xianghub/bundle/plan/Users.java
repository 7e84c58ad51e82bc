package io.xianghub.bundle.plan;

import io.xianghub.bundle.contract.Change;
import io.xianghub.bundle.contract.Impact;
import io.xianghub.bundle.contract.Party;
import io.xianghub.catalogue.Subscription;
import io.xianghub.record.Use;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who uses a bundle, and which of its changes reach them. */
final class Users {

    private final List<Change> changes;

    private Users(List<Change> changes) {
        this.changes = changes.stream()
                .filter(change -> change.impact() != Impact.NONE)
                .toList();
    }

    /** Subscribers and recent callers, each once, those first whom it hits hardest. */
    static List<User> of(List<Change> changes, List<Subscription> subscriptions, List<Use> uses) {
        Users users = new Users(changes);
        Set<String> names = new TreeSet<>();
        subscriptions.forEach(subscription -> names.add(subscription.client()));
        uses.forEach(use -> names.add(use.actor()));
        return names.stream()
                .map(name -> users.user(
                        name,
                        subscriptions.stream()
                                .filter(subscription -> subscription.client().equals(name))
                                .toList(),
                        uses.stream().filter(use -> use.actor().equals(name)).toList()))
                .sorted(User.ORDER)
                .toList();
    }

    private User user(String name, List<Subscription> subscriptions, List<Use> uses) {
        List<String> inputs = Stream.concat(
                        subscriptions.stream().map(Subscription::operation),
                        uses.stream().map(Users::input))
                .distinct()
                .sorted()
                .toList();
        return new User(
                name,
                subscriptions.stream()
                        .map(Subscription::since)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                inputs,
                uses.stream().mapToLong(Use::count).sum(),
                uses.stream()
                        .map(Use::last)
                        .max(Comparator.<Instant>naturalOrder())
                        .orElse(null),
                changes.stream()
                        .filter(change -> reaches(change, subscriptions, uses))
                        .map(User.Affected::by)
                        .distinct()
                        .toList());
    }

    private static boolean reaches(Change change, List<Subscription> subscriptions, List<Use> uses) {
        List<Subscription> covering = subscriptions.stream()
                .filter(subscription -> covers(subscription, change.input()))
                .toList();
        if (!covering.isEmpty()) {
            // Without its own grant a field cannot be read, however often the operation is called.
            return covering.stream().anyMatch(subscription -> grants(subscription, change));
        }
        return uses.stream().map(Users::input).anyMatch(input -> touches(change, input));
    }

    /** A change of the whole bundle concerns those who send to it. */
    private static boolean touches(Change change, String input) {
        return change.input().isEmpty()
                ? input.startsWith("facade.") || input.startsWith("message.")
                : change.input().equals(input);
    }

    private static boolean covers(Subscription subscription, String input) {
        return input.isEmpty() ? !subscription.operation().matches("[a-z][A-Za-z0-9]*") : subscription.covers(input);
    }

    private static boolean grants(Subscription subscription, Change change) {
        if (change.party() != Party.READER || subscription.allFields()) {
            return true;
        }
        String field = field(change.path());
        return subscription.fields().stream().anyMatch(granted -> within(field, granted) || within(granted, field));
    }

    /** {@code answer.insurances[].validTo(Card).x} as grants name it: {@code insurances.validTo.x}. */
    private static String field(String path) {
        return path.replaceFirst("^answer\\.?", "")
                .replaceAll("\\[]|\\([^()]*\\)", "")
                .replaceFirst("^\\.", "");
    }

    private static boolean within(String field, String outer) {
        return outer.isEmpty() || field.equals(outer) || field.startsWith(outer + ".");
    }

    private static String input(Use use) {
        return switch (use.kind()) {
            case CALL -> use.service();
            case BATCH -> "sync." + use.service();
            default -> use.kind().name().toLowerCase(Locale.ROOT) + "." + use.service();
        };
    }
}
