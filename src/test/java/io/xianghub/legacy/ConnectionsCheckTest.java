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
        assertThat(findings("style: corba\n")).containsExactly("bundle.yaml:1:8 connection.unknown-style");
        assertThat(findings("charset: UTF-8\n")).containsExactly("bundle.yaml:1:1 connection.missing-key");
    }

    @Test
    void refusesAKeyOfAnOperationThatNoTemplateCanReach() {
        assertThat(
                        findings(
                                """
                style: http-json
                operations: { a: { path: /a, code: 1, succes: { path: x, equals: 0 }, unwrap: { path: "a[", format: xm, lists: [b], at: 1 } } }
                """))
                .containsExactly(
                        "bundle.yaml:2:39 connection.unknown-key",
                        "bundle.yaml:2:117 connection.unknown-key",
                        "bundle.yaml:2:101 connection.wrong-value",
                        "bundle.yaml:2:112 connection.wrong-value",
                        "bundle.yaml:2:87 connection.wrong-value");
    }

    @Test
    void namesEveryMistakeInAForm() {
        assertThat(
                        findings(
                                """
                style: http-form
                root: R
                lists: [a]
                prolog: ignored
                request: [1]
                operations:
                  a: { path: /a, answer: yaml }
                  b: { path: /b, answer: xml, request: { a: "${xml:a}", b: "${json:now:yyyy}" }, lists: ["a[0]"], output: { lists: [a] } }
                  c: { path: /c, answer: xml, request: "${body}", output: { json-in-string: accepted, xml-in-string: required } }
                """))
                .containsExactly(
                        "bundle.yaml:2:1 connection.unknown-key",
                        "bundle.yaml:5:10 connection.wrong-value",
                        "bundle.yaml:7:26 connection.wrong-value",
                        "bundle.yaml:3:8 connection.wrong-value",
                        "bundle.yaml:4:9 connection.wrong-value",
                        "bundle.yaml:8:45 connection.bad-template",
                        "bundle.yaml:8:60 connection.bad-template",
                        "bundle.yaml:8:89 connection.wrong-value",
                        "bundle.yaml:8:116 connection.wrong-value",
                        "bundle.yaml:9:102 connection.wrong-value");
    }

    @Test
    void namesEveryMistakeInXml() {
        assertThat(
                        findings(
                                """
                style: http-xml
                namespaces: { xml: "urn:a", b: "urn:b" }
                prolog: believed
                request: { "1a": x, "@b:c": y, "q:d": { "e f": z }, "#text": t }
                operations:
                  a: { path: /a }
                  b: { path: /b, root: "q:r" }
                  c: { path: /c, root: "b:r", namespace: "" }
                  d: { path: /d, method: GET }
                """))
                .containsExactly(
                        "bundle.yaml:2:20 connection.wrong-value",
                        "bundle.yaml:4:12 connection.wrong-value",
                        "bundle.yaml:4:32 connection.wrong-value",
                        "bundle.yaml:4:41 connection.wrong-value",
                        "bundle.yaml:6:6 connection.missing-key",
                        "bundle.yaml:3:9 connection.wrong-value",
                        "bundle.yaml:7:24 connection.wrong-value",
                        "bundle.yaml:8:42 connection.wrong-value");
    }

    @Test
    void namesEveryMistakeInSoap() {
        assertThat(
                        findings(
                                """
                style: soap
                soap: "2.0"
                qualified: perhaps
                header: { a: "${operation.user}", "u:b": "${secret}" }
                request: { pass: "${secret}", "@soap:x": "1" }
                operations:
                  a: { path: /a, element: "m:a", action: "a\\"b" }
                  b: { path: /b, method: POST, user: u, namespace: "urn:x", header: text }
                """))
                .containsExactly(
                        "bundle.yaml:5:18 connection.bad-template",
                        "bundle.yaml:4:35 connection.wrong-value",
                        "bundle.yaml:7:6 connection.missing-key",
                        "bundle.yaml:2:7 connection.wrong-value",
                        "bundle.yaml:7:42 connection.wrong-value",
                        "bundle.yaml:7:6 connection.missing-key",
                        "bundle.yaml:7:27 connection.wrong-value",
                        "bundle.yaml:3:12 connection.wrong-value",
                        "bundle.yaml:8:26 connection.wrong-value",
                        "bundle.yaml:8:69 connection.wrong-value",
                        "bundle.yaml:8:6 connection.missing-key");
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
    void namesEveryMistakeInPages() {
        assertThat(
                        findings(
                                """
                style: http-json
                operations:
                  a: { path: /a, page: 1, paging: { rows: 0, first: 2, items: "a[", most: 20000, pages: p } }
                  b: { path: /b, paging: { rows: 1, items: i, total: t, most: 600 } }
                  c: { path: "/c/${operation.page}", paging: { rows: 1, items: i, total: t, most: 500 } }
                """))
                .containsExactly(
                        "bundle.yaml:3:24 connection.wrong-value",
                        "bundle.yaml:3:82 connection.unknown-key",
                        "bundle.yaml:3:63 connection.wrong-value",
                        "bundle.yaml:3:35 connection.missing-key",
                        "bundle.yaml:3:43 connection.wrong-value",
                        "bundle.yaml:3:53 connection.wrong-value",
                        "bundle.yaml:3:75 connection.wrong-value",
                        "bundle.yaml:4:63 connection.wrong-value",
                        "bundle.yaml:4:26 connection.wrong-value");
        assertThat(findings("style: soap\n"
                        + "operations: { a: { path: /a, element: A, namespace: \"urn:a\", paging: { rows:"
                        + " 1 } } }\n"))
                .containsExactly("bundle.yaml:2:62 connection.unknown-key");
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
    void namesEveryMistakeInAPolledTable() {
        assertThat(
                        findings(
                                """
                style: sql
                sources:
                  a: { table: t, key: k, flag: f, time: u, taken: "0", columns: [k, u], lag: 5m }
                  b: { table: t, key: k, flag: "f = f", time: u, operation: o, columns: [k, u], batch: 1001, every: 1ms }
                  c: { view: v, key: k, updated: u, columns: [k, u], waiting: "0", overlap: soon }
                  d: { table: t, key: k, flag: f, columns: [k] }
                  e: { table: t, view: v, key: k, updated: u, columns: [k, u] }
                """))
                .containsExactly(
                        "bundle.yaml:3:73 connection.unknown-key",
                        "bundle.yaml:3:51 connection.wrong-value",
                        "bundle.yaml:4:101 connection.wrong-value",
                        "bundle.yaml:4:88 connection.wrong-value",
                        "bundle.yaml:4:32 connection.wrong-value",
                        "bundle.yaml:4:73 connection.wrong-value",
                        "bundle.yaml:5:54 connection.unknown-key",
                        "bundle.yaml:5:77 connection.wrong-value",
                        "bundle.yaml:6:6 connection.missing-key",
                        "bundle.yaml:7:24 connection.wrong-value");
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
