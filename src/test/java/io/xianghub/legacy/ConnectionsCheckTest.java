package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xianghub.shared.problem.Findings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsCheckTest {

    @Test
    void namesLineAndColumnOfEveryMistake() {
        assertThat(
                        findings(
                                """
                style: http-json
                charset: KLINGON
                requst: {}
                request: { infno: "${operation.infno}", at: "${nou:yyyy}", secret: "${secret}" }
                operations:
                  a: { method: FETCH, path: /a, infno: "1" }
                  b: { path: b }
                """))
                .containsExactly(
                        "bundle.yaml:3:1 connection.unknown-key",
                        "bundle.yaml:2:10 connection.wrong-value",
                        "bundle.yaml:6:16 connection.wrong-value",
                        "bundle.yaml:4:45 connection.bad-template",
                        "bundle.yaml:4:68 connection.bad-template",
                        "bundle.yaml:7:14 connection.wrong-value",
                        "bundle.yaml:7:6 connection.missing-key");
    }

    @Test
    void refusesAStyleThatIsNotThere() {
        assertThat(findings("style: soap\n")).containsExactly("bundle.yaml:1:8 connection.unknown-style");
        assertThat(findings("charset: UTF-8\n")).containsExactly("bundle.yaml:1:1 connection.missing-key");
    }

    @Test
    void refusesAnOperationWithoutPath() {
        assertThat(findings("style: http-json\noperations: { a: { method: GET } }\n"))
                .containsExactly("bundle.yaml:2:18 connection.missing-key");
    }

    @Test
    void refusesAQueryThatWrites() {
        assertThat(findings("style: sql\noperations: { a: { query: delete from t } }\n"))
                .containsExactly("bundle.yaml:2:27 connection.wrong-value");
    }

    @Test
    void refusesATableWhoseNameIsMoreThanAName() {
        assertThat(
                        findings(
                                """
                style: sql
                sources: { a: { table: "t; drop table t", key: K, updated: U, columns: [K] } }
                """))
                .containsExactly("bundle.yaml:2:24 connection.wrong-value", "bundle.yaml:2:72 connection.wrong-value");
    }

    @Test
    void refusesAFolderThatClimbs() {
        assertThat(
                        findings(
                                """
                style: sftp
                sources:
                  a: { directory: /out/../.., pattern: "*.txt", archive: archive, rejected: /r, every: soon }
                """))
                .containsExactly(
                        "bundle.yaml:3:88 connection.wrong-value",
                        "bundle.yaml:3:19 connection.wrong-value",
                        "bundle.yaml:3:58 connection.wrong-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x",
                "jdbc:h2:file:/tmp/x",
                "jdbc:h2:tcp://h/mem:x;INIT=CREATE ALIAS A AS 'x'",
                "jdbc:postgresql://h/x?socketFactory=a.B",
                "jdbc:postgresql://h/x?a=b&loggerFile=/tmp/x",
                "ftp://host",
                "http://user:password@host",
                "http:///path"
            })
    void refusesAnAddressThatReachesIntoTheHub(String address) {
        assertThatThrownBy(() -> new Binding(address, Map.of(), null)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"a.b[1].c,7", "a.b[0],5", "a.x,", "a.b[9],"})
    void aPathReachesIntoATree(String path, Long value) {
        Object tree = Map.of("a", Map.of("b", java.util.List.of(5L, Map.of("c", 7L))));
        assertThat(TreePath.of(path).in(tree)).isEqualTo(value);
    }

    private static java.util.List<String> findings(String yaml) {
        Findings findings = new Findings();
        Connections.check(Declared.connection("core", yaml), findings);
        return findings.all().stream()
                .map(finding -> finding.place() + " " + finding.code())
                .toList();
    }
}
