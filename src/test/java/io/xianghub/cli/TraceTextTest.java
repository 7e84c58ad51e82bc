package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TraceTextTest {

    @Command
    private static final class Reader {

        @Mixin
        private final Reading reading = new Reading();
    }

    private static Map<String, Object> step(long depth, String name, String body) {
        return Map.of(
                "depth",
                depth,
                "name",
                name,
                "micros",
                1_234L,
                "body",
                body,
                "place",
                "r.yaml:7",
                "failed",
                depth == 2);
    }

    private static List<String> lines(String language, Map<?, ?>... steps) {
        Reader reader = new Reader();
        new CommandLine(reader).parseArgs("--lang", language);
        return new TraceText(reader.reading)
                .lines(Map.of(
                        "at", "2026-11-25T00:00:00Z",
                        "exchange", "01M87EKD317F9J1SHPSX6K8XYY",
                        "version", "1.0.0",
                        "input", "direct:a",
                        "micros", 5_000L,
                        "steps", List.of(steps),
                        "more", 1L));
    }

    @Test
    void drawsWhatAStepLedToUnderIt() {
        List<String> lines = lines(
                "EN",
                step(0, "choice", "map of 3"),
                step(1, "split", "list of 2"),
                step(2, "legacy:core/a", "12 bytes"),
                step(1, "log", "text of 4"),
                step(0, "mapping:b", "nothing"));

        assertThat(lines.stream()
                        .skip(1)
                        .map(line -> line.replaceAll(" {2,}(?=[0-9])", " | "))
                        .map(line -> line.replaceAll("  +(?=r\\.yaml)", " | ")))
                .containsExactly(
                        "  ├─ choice | 1.234 ms  map of 3 | r.yaml:7",
                        "  │  ├─ split | 1.234 ms  list of 2 | r.yaml:7",
                        "  │  │  └─ ✗ legacy:core/a | 1.234 ms | 12 bytes | r.yaml:7",
                        "  │  └─ log | 1.234 ms  text of 4 | r.yaml:7",
                        "  └─ mapping:b | 1.234 ms  nothing | r.yaml:7",
                        "  … and 1 more step");
    }

    @Test
    void saysShapesInTheReadersLanguage() {
        assertThat(Stream.of("map of 3", "list of 2", "12 bytes", "text of 4", "nothing")
                        .map(shape -> lines("ZH", step(0, "log", shape)).get(1)))
                .satisfiesExactly(
                        line -> assertThat(line).contains("3 个字段"),
                        line -> assertThat(line).contains("2 项"),
                        line -> assertThat(line).contains("12 字节"),
                        line -> assertThat(line).contains("4 字文本"),
                        line -> assertThat(line).contains("空"));
    }
}
