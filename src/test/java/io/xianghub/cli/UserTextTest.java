package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class UserTextTest {

    @Command
    private static final class Reader {

        @Mixin
        private final Reading reading = new Reading();
    }

    @Test
    void saysWhoUsesWhatSinceWhenAndHowOften() {
        Map<String, Object> user = Map.of(
                "client",
                "super-app",
                "since",
                "2026-03-01T08:00:00Z",
                "inputs",
                List.of("getBalance", "getLoans"),
                "calls",
                12L,
                "lastCall",
                "2026-11-23T09:00:00Z",
                "affected",
                List.of());

        assertThat(line("EN", user).en())
                .isEqualTo(
                        "super-app uses it: subscribed 2026-03-01, 12 times within 30 days, last 2026-11-23; getBalance, getLoans");
        assertThat(line("ZH", user).zh())
                .isEqualTo("使用方 super-app：订阅于 2026-03-01，近 30 天 12 次，最近 2026-11-23；getBalance, getLoans");
    }

    @Test
    void namesASubscriptionToAllAndSomebodyWhoHasNone() {
        assertThat(line("EN", Map.of("client", "super-app", "inputs", List.of("*")))
                        .en())
                .isEqualTo("super-app uses it: not subscribed, not used within 30 days; all services");
    }

    private static Text line(String language, Map<String, Object> user) {
        Reader reader = new Reader();
        new CommandLine(reader).parseArgs("--lang", language);
        return new UserText(reader.reading).line(user);
    }
}
