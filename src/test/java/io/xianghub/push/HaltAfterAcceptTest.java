package io.xianghub.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that was acknowledged is lost, nothing appears twice, wherever the machine stops. */
@Tag("bench")
class HaltAfterAcceptTest {

    @TempDir
    Path folder;

    @Test
    void losesNothingAndRepeatsNothingOnH2() throws Exception {
        CrashAfterAccept.Verdict verdict = CrashAfterAccept.onH2(folder, 10, 1);
        assertThat(verdict.wrong()).isEmpty();
        assertThat(verdict.accepted()).isGreaterThan(20);
    }

    @Test
    void losesNothingAndRepeatsNothingOnPostgreSql() throws Exception {
        CrashAfterAccept.Verdict verdict = CrashAfterAccept.onPostgreSql(folder, 10, 1);
        assertThat(verdict.wrong()).isEmpty();
        assertThat(verdict.accepted()).isGreaterThan(20);
    }

    @Test
    void catchesAHubThatAnswersBeforeItCommits() throws Exception {
        CrashAfterAccept.Verdict verdict = CrashAfterAccept.onH2(folder, Variant.ANSWERS_FIRST, List.of(Failpoint.A));
        assertThat(verdict.wrong()).anyMatch(sentence -> sentence.startsWith("Lost"));
    }

    @Test
    void catchesAHubThatSendsAgainWithoutAsking() throws Exception {
        CrashAfterAccept.Verdict verdict = CrashAfterAccept.onH2(folder, Variant.NEVER_ASKS, List.of(Failpoint.C1));
        assertThat(verdict.wrong()).anyMatch(sentence -> sentence.startsWith("Twice: the gateway"));
    }
}
