package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class NodesViewTest {

    private static final String WHEN = "2026-11-25T00:00:00Z";

    @Command
    private static final class Reader {

        @Mixin
        private final Reading reading = new Reading();
    }

    private final Reading reading = english();

    private static Reading english() {
        Reader reader = new Reader();
        new CommandLine(reader).parseArgs("--lang", "EN");
        return reader.reading;
    }

    private static Map<String, Object> node(String name, boolean alive, List<?> differences) {
        return Map.of(
                "name", name,
                "startedAt", WHEN,
                "seenAt", WHEN,
                "alive", alive,
                "self", name.equals("hub-a"),
                "runs",
                        List.of(Map.of(
                                "bundle", "pension", "version", "1.0.0", "digest", "0123456789", "stand", "active")),
                "differences", differences);
    }

    private static Map<String, Object> difference() {
        return Map.of(
                "bundle",
                "pension",
                "major",
                1L,
                "should",
                Map.of("version", "1.0.1", "digest", "abcdefabcdef"),
                "does",
                Map.of("version", "1.0.0", "digest", "0123456789"));
    }

    @Test
    void showsWhoeverNeedsALookBeforeTheOthers() {
        NodesView view = new NodesView(
                reading,
                List.of(
                        node("hub-a", true, List.of()),
                        node("hub-b", true, List.of(difference())),
                        node("hub-c", false, List.of())));

        assertThat(view.lines())
                .filteredOn(line -> line.startsWith("hub-"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("hub-c").contains("✗ silent, last seen"),
                        line -> assertThat(line).startsWith("hub-b").contains("! other versions"),
                        line -> assertThat(line).startsWith("hub-a").contains("✓ there (this node)"));
        assertThat(view.lines())
                .contains("    ! pension: should answer with 1.0.1 (abcdefab), answers with 1.0.0 (01234567)");
        assertThat(view.sentence().map(Text::en))
                .hasValue("3 nodes: 1 silent, 1 with other versions than they should have");
    }

    @Test
    void hasNothingToSayOfNodesThatAgree() {
        NodesView view =
                new NodesView(reading, List.of(node("hub-a", true, List.of()), node("hub-b", true, List.of())));

        assertThat(view.sentence()).isEmpty();
        assertThat(view.lines()).contains("    pension                1.0.0 (01234567)");
    }
}
