package io.xianghub;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Reference pages that are written from the code; {@code mvn test -Dtest='*Docs*' -Dupdate.docs=true} writes them anew.
 */
public class GeneratedDocsTest {

    @Test
    void theProblemsPageIsFresh() throws IOException {
        StringBuilder page = new StringBuilder(
                """
                # Problems

                Every error is an RFC 9457 problem. `code` is stable; `faultSide` says whose it is; `remedy` says what to do. This page is written from the
                code; the hub serves each at `/problems/<code>`.

                | Code | Status | Fault side | Title | 标题 | Remedy |
                |---|---|---|---|---|---|
                """);
        for (ProblemType type : ProblemType.values()) {
            page.append("| `%s` | %d | %s | %s | %s | %s |%n"
                    .formatted(
                            type.slug(),
                            type.status(),
                            type.faultSide().word(),
                            type.title(Locale.ENGLISH),
                            type.title(Locale.SIMPLIFIED_CHINESE),
                            type.remedy(Locale.ENGLISH)));
        }
        checkFresh(Path.of("docs/reference/problems.md"), page.toString());
    }

    /** Compares, or writes when asked to. */
    public static void checkFresh(Path file, String generated) throws IOException {
        String text = generated.replace("\r\n", "\n");
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(file, text);
        }
        assertThat(file).as("write it anew with -Dupdate.docs=true").hasContent(text);
    }
}
