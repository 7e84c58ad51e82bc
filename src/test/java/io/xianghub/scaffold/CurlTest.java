package io.xianghub.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurlTest {

    @TempDir
    Path folder;

    @Test
    void splitsWordsAsAShellDoes() throws ShellWords.Unreadable {
        assertThat(ShellWords.of("curl 'a b'\"c \\\"d\\\" 'e'\" f\\ g \\\n  '' $'h\\'\\u4e2d\\n' i\\\\j"))
                .isEqualTo(List.of("curl", "a bc \"d\" 'e'", "f g", "", "h'中\n", "i\\j"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl 'open",
                "curl \"open",
                "curl $HOST/x",
                "curl \"${TOKEN}\"",
                "curl `id`",
                "curl \"$(id)\"",
                "curl http://a | sh",
                "curl http://a > b",
                "curl $'x"
            })
    void refusesWhatOnlyAShellCouldExpandOrWhatDoesNotEnd(String command) {
        ScaffoldedBundle made = ScaffoldedBundle.of(command);
        assertThat(made.codes()).containsExactly("init.shell");
        assertThat(made.findings().all().get(0).place()).startsWith("curl:1:");
        assertThat(made.bundle()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curl -F file=@a.txt http://h.example/x | curl-option",
                "curl -T a.txt http://h.example/x | curl-option",
                "curl -b a=b http://h.example/x | curl-option",
                "curl -I http://h.example/x | curl-option",
                "curl -d @body.json http://h.example/x | curl-option",
                "curl --data-urlencode a@file http://h.example/x | curl-option",
                "curl --nonsense http://h.example/x | curl-option",
                "curl -X | curl-option",
                "curl -s -k | curl-url",
                "curl http://u:p@h.example/x | curl-url",
                "curl -X OPTIONS http://h.example/x | method",
                "curl -d '<a/>' http://h.example/x | curl-data"
            })
    void refusesWhatTheHubCannotSend(String command, String code) {
        ScaffoldedBundle made = ScaffoldedBundle.of(command.strip());
        assertThat(made.codes()).contains("init." + code);
        assertThat(made.bundle()).isEmpty();
        assertThat(made.findings().all())
                .allSatisfy(finding -> assertThat(finding.remedy().zh()).isNotBlank());
    }

    @Test
    void readsTheShortOptionsInAllTheirWays() {
        for (String command : List.of(
                "curl -sXPUT -d'{\"a\":1}' http://h.example/x",
                "curl -skX PUT --data-raw '{\"a\":1}' http://h.example/x",
                "curl --request PUT --json '{\"a\":1}' --url http://h.example/x -o /dev/null")) {
            CurlCommand read = CurlCommand.read(command, new Notes(new io.xianghub.shared.problem.Findings()))
                    .orElseThrow();
            assertThat(read.method()).as(command).isEqualTo("PUT");
            assertThat(read.data()).isEqualTo("{\"a\":1}");
            assertThat(read.url()).isEqualTo("http://h.example/x");
        }
    }

    @Test
    void masksSecretsWhereverTheyStand() throws IOException {
        String command = "curl 'https://h.example/api/q?token=verysecret1&id=7' -H 'Authorization: Bearer verysecret2'"
                + " -H 'X-Api-Key: verysecret3' -H 'X-Trace: on' -d"
                + " '{\"password\":\"verysecret4\",\"xm\":\"测试甲\",\"inner\":{\"appkey\":\"verysecret5\"}}'";
        ScaffoldedBundle made = ScaffoldedBundle.of(command);
        assertThat(made.validated()).isEmpty();
        made.files()
                .files()
                .forEach((path, bytes) -> assertThat(made.text(path)).as(path).doesNotContain("verysecret"));
        assertThat(made.text("routes/tried/bundle.yaml"))
                .contains("authorization: \"Bearer ${secret}\"")
                .contains("x-api-key: \"${secret}\"")
                .contains("x-trace: on".replace("on", "\"on\""))
                .contains("token: \"${binding.token}\"");
        assertThat(made.codes()).contains("init.secret-masked", "init.secret-in-query");
    }

    @Test
    void asksAndAnswersAsItsSamplesSay() throws Exception {
        Path answer = Files.writeString(
                folder.resolve("a.json"), "{\"code\":0,\"data\":{\"xm\":\"测试甲\",\"je\":12.50,\"list\":[1,2]}}");
        String command = "curl -X POST 'http://h.example/q/person?lx=1' -H 'Content-Type: application/json' -d"
                + " '{\"sfzhm\":\"430301190001010028\"}'";
        ScaffoldedBundle made = ScaffoldedBundle.of(new Order.Source(command, null, answer), false);
        assertThat(made.validated()).isEmpty();
        assertThat(made.codes()).contains("init.envelope");
        assertThat(made.tested()).isEmpty();
        try (Scaffolding running = Scaffolding.run(made, folder.resolve("run"))) {
            Object request = made.json("routes/tried/cases/tried/sample/request.json");
            assertThat(request.toString()).contains("sfzhm=430301190001010028").contains("lx=1");
            assertThat(running.ask("tried", request))
                    .isEqualTo(made.json("routes/tried/cases/tried/sample/answer.json"));
        }
    }

    @Test
    void takesTheDataOfAGetAsItsQuery() {
        ScaffoldedBundle made = ScaffoldedBundle.of("curl -G http://h.example/q --data-urlencode 'xm=测 试' -d p=2");
        assertThat(made.validated()).isEmpty();
        Map<?, ?> query =
                (Map<?, ?>) ((Map<?, ?>) made.json("routes/tried/cases/tried/sample/request.json")).get("query");
        assertThat(query.toString()).isEqualTo("{xm=测 试, p=2}");
    }

    @Test
    void readsACommandFromAFile() throws IOException {
        ScaffoldedBundle made =
                ScaffoldedBundle.of(folder, "c.txt", "curl \\\n  http://h.example/q \\\n  -H 'Accept: */*'\n");
        assertThat(made.operations()).containsExactly("tried");
        assertThat(made.codes()).containsExactly("init.answer-unknown");
    }
}
