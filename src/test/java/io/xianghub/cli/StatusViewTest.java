package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class StatusViewTest {

    @Command
    private static final class Reader {

        @Mixin
        private final Reading reading = new Reading();
    }

    private static final Map<String, Object> RUNNING = Map.of(
            "bundle",
            "archive",
            "version",
            "2.0.0",
            "digest",
            "aaaaaaaaaa",
            "title",
            Map.of("zh", "档案", "en", "Archive"));
    private static final Map<String, Object> MISSING = Map.of(
            "bundle",
            "pension",
            "version",
            "1.0.0",
            "notStarted",
            Map.of(
                    "since", "2026-11-24T10:00:00Z",
                    "digest", "bbbbbbbbbb",
                    "code", "bundle-refused",
                    "why", Map.of("zh", "密钥已被吊销", "en", "The key was revoked"),
                    "findings",
                            List.of(Map.of(
                                    "severity", "ERROR",
                                    "file", "routes/pension/bundle.sig",
                                    "code", "signature.key-revoked",
                                    "message", Map.of("zh", "密钥已被吊销", "en", "The key was revoked"),
                                    "remedy", Map.of("zh", "重新签名", "en", "Sign again")))));

    @Test
    void showsFirstWhatDidNotStartWithTheReasonAndTheRemedy() {
        List<String> lines = lines("EN");

        assertThat(lines.get(0)).startsWith("pension").contains("1.0.0", "bbbbbbbb", "✗ not started");
        assertThat(lines.get(1)).contains("signature.key-revoked routes/pension/bundle.sig: The key was revoked");
        assertThat(lines.get(2)).contains("→ Sign again");
        assertThat(lines.get(3)).contains("hub deploy pension", "hub rollback pension");
        assertThat(lines.get(4)).startsWith("archive");
    }

    @Test
    void showsWhatIsToBeSaidOfTheSignatureOfAVersionThatRuns() {
        Map<String, Object> faring = Map.of(
                "bundle",
                "archive",
                "version",
                "2.0.0",
                "warnings",
                List.of(Map.of(
                        "severity", "WARNING",
                        "file", "routes/archive/bundle.sig",
                        "code", "signature.key-expired",
                        "message", Map.of("zh", "密钥已过期", "en", "The key expired"),
                        "remedy", Map.of("zh", "重新签名", "en", "Sign again"))));

        List<String> lines = view("EN").lines(List.of(RUNNING), List.of(faring));

        assertThat(lines.get(0)).contains("archive", "✓ well");
        assertThat(lines)
                .containsSequence(
                        "    signature.key-expired routes/archive/bundle.sig: The key expired", "      → Sign again");
    }

    @Test
    void saysItInChineseToo() {
        assertThat(lines("ZH"))
                .anySatisfy(line -> assertThat(line).contains("✗ 未启动"))
                .anySatisfy(line -> assertThat(line).contains("密钥已被吊销"))
                .anySatisfy(line -> assertThat(line).contains("→ 重新签名"));
    }

    private static List<String> lines(String language) {
        return view(language).lines(List.of(RUNNING), List.of(MISSING));
    }

    private static StatusView view(String language) {
        Reader reader = new Reader();
        new CommandLine(reader).parseArgs("--lang", language);
        return new StatusView(reader.reading);
    }
}
