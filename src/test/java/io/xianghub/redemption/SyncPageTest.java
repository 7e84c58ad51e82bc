package io.xianghub.redemption;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference page against the code. */
class SyncPageTest {

    @Test
    void listsEveryStateAndEveryReasonAsTheCodeSaysThem() throws Exception {
        List<String> expected = new ArrayList<>();
        for (PaymentState state : PaymentState.values()) {
            expected.add("| `%s` | %s | %s | %s |"
                    .formatted(
                            state,
                            state.label().zh(),
                            state.label().en(),
                            state.evidence().en()));
        }
        for (HoldReason reason : HoldReason.values()) {
            expected.add("| `%s` | %s | %s |"
                    .formatted(reason, reason.label().zh(), reason.label().en()));
        }
        try (Stream<String> lines = Files.lines(Path.of("docs/reference/sync.md"))) {
            assertThat(lines.filter(line -> line.matches("\\| `[A-Z_]+` .*"))).containsExactlyElementsOf(expected);
        }
    }
}
