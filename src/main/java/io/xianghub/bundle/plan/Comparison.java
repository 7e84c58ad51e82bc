package io.xianghub.bundle.plan;

import io.xianghub.bundle.contract.Change;
import io.xianghub.bundle.contract.Impact;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What differs between the version that answers and the next one of its major, and whom it reaches. */
public record Comparison(List<Change> changes, List<User> users) {

    private static final int MOST_NAMES = 5;
    private static final Text AGREE = Text.of(
            "提高主版本号；或与订阅方商定后以 --breaking <原因>（接口为 ?breaking=<原因>）部署",
            "Raise the major version, or agree with the subscribers and deploy with --breaking <reason> (over HTTP ?breaking=<reason>)");
    private static final Text TELL =
            Text.of("部署前告知使用方，或提高主版本号", "Tell those who use it first, or raise the major version");
    private static final Text LOOK = Text.of("核对使用方是否受影响", "Check whether those who use it are affected");

    public Comparison {
        changes = List.copyOf(changes);
        users = List.copyOf(users);
    }

    /**
     * Refuses changes that break subscribers, unless they were agreed on; warns of all others that may break somebody.
     *
     * @param agreed why subscribers may be broken; null when nobody said so
     */
    public void check(@Nullable String agreed, Findings findings) {
        for (Change change : changes) {
            if (change.impact() == Impact.POSSIBLE) {
                findings.warning(change.place(), "contract.possibly-breaking", named(change, hit(change)), LOOK);
            } else if (change.breaking()) {
                List<User> subscribers =
                        hit(change).stream().filter(User::subscribed).toList();
                if (subscribers.isEmpty() || agreed != null) {
                    findings.warning(change.place(), "contract.breaking", named(change, hit(change)), TELL);
                } else {
                    findings.error(change.place(), "contract.breaking", named(change, hit(change)), AGREE);
                }
            }
        }
    }

    private List<User> hit(Change change) {
        return users.stream().filter(user -> user.hitBy(change)).toList();
    }

    private static Text named(Change change, List<User> hit) {
        Text subscribers = names(hit.stream().filter(User::subscribed).map(User::client));
        Text callers = names(hit.stream().filter(user -> !user.subscribed()).map(User::client));
        Text message = change.message();
        return new Text(
                message.zh() + part("；受影响的订阅方：", subscribers.zh()) + part("；近 30 天的其他使用方：", callers.zh()),
                message.en()
                        + part("; subscribers affected: ", subscribers.en())
                        + part("; others who used it within 30 days: ", callers.en()));
    }

    private static String part(String head, String names) {
        return names.isEmpty() ? "" : head + names;
    }

    private static Text names(Stream<String> clients) {
        List<String> all = clients.toList();
        int more = all.size() - MOST_NAMES;
        return more <= 0
                ? new Text(String.join("、", all), String.join(", ", all))
                : Text.of(
                        "%s 等 %d 个",
                        "%s and others, %d in all", String.join(", ", all.subList(0, MOST_NAMES)), all.size());
    }
}
