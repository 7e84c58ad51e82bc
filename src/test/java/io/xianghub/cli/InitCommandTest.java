package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InitCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void writesABundleThatValidateAndTestPass() throws IOException, Malformed {
        Path sample = Files.writeString(folder.resolve("s.json"), "{\"xm\":\"测试甲\",\"sfzhm\":\"430301190001010028\"}");
        assertThat(hub("init", "person", "--from", sample.toString(), "--json"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        Map<?, ?> told = (Map<?, ?>) Json.parse(out.toString());
        assertThat(told.get("bundle")).isEqualTo("person");
        assertThat(told.get("suggested")).isEqualTo(2L);
        assertThat(told.get("taken")).isEqualTo(0L);
        assertThat(err.toString()).contains("placeholders").contains("SUGGESTIONS.md");
        assertThat(hub("validate", "person")).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(err.toString())
                .containsPattern("routes/person/bundle\\.yaml:\\d+:\\d+: warning: department is what hub init made up")
                .contains("→ Write the unified social credit code")
                .containsPattern("routes/person/bundle\\.yaml:\\d+:\\d+: warning: app is what hub init made up");
        assertThat(out.toString()).contains("Checked person: 0 errors, 2 warnings");
        assertThat(hub("test", "person")).as(err.toString()).isEqualTo(Exit.OK);
    }

    @Test
    void leavesABundleAloneUnlessItIsToReplaceIt() throws IOException {
        Path sample = Files.writeString(folder.resolve("s.json"), "{\"a\":1}");
        assertThat(hub("init", "person", "--from", sample.toString())).isEqualTo(Exit.OK);
        Path mine = Files.writeString(folder.resolve("routes/person/mine.txt"), "mine");
        assertThat(hub("init", "person", "--from", sample.toString())).isEqualTo(Exit.CONFLICT);
        assertThat(mine).exists();
        assertThat(err.toString()).contains("--force");
        assertThat(hub("init", "person", "--from", sample.toString(), "--force"))
                .isEqualTo(Exit.OK);
        assertThat(mine).doesNotExist();
        assertThat(err.toString()).contains("Replaced");
    }

    @Test
    void writesNothingFromASourceWithAnError() throws IOException {
        Path page = Files.writeString(folder.resolve("page.wsdl"), "<html><body>login</body></html>");
        assertThat(hub("init", "person", "--from", page.toString())).isEqualTo(Exit.FINDINGS);
        assertThat(err.toString())
                .contains("page.wsdl: error: This is a web page")
                .contains("Nothing was written");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(page);
        }
    }

    @Test
    void refusesNamesAndDepartmentsThatCannotBe() {
        assertThat(hub("init", "Person", "--from", "x")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(hub("init", "person", "--from", "x", "--department", "91430100MAHUB0013X"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(hub("init", "person")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    private int hub(String... arguments) {
        boolean known = arguments[0].equals("validate") || arguments[0].equals("init") || arguments[0].equals("test");
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + (known ? 4 : 0));
        if (known) {
            all[arguments.length] = "--folder";
            all[arguments.length + 1] = folder.toString();
            all[arguments.length + 2] = "--lang";
            all[arguments.length + 3] = "en";
        }
        return Hub.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
