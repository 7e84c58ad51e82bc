package io.xianghub.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessRuleTest {

    /** The envelopes that departments really have: rule, answer, success or not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            { path: success, equals: true };            {"success":true};                                  yes
            { path: success, equals: true };            {"success":"true"};                                yes
            { path: success, equals: true };            {"error":true,"msg":"x"};                          no
            { path: code, equals: 0 };                  {"code":0};                                        yes
            { path: code, equals: "0" };                {"code":0.0};                                      yes
            { path: code, equals: "0" };                {"code":" 0 "};                                    yes
            { path: code, equals: "0" };                {"code":"00000"};                                  no
            { path: code, equals: "0" };                {"code":false};                                    no
            { path: code, equals: "0" };                {"code":null};                                     no
            { path: code, equals: 1 };                  {"code":1,"t":5};                                  yes
            { path: code, equals: 1 };                  {"code":0,"msg":"x"};                              no
            { path: infcode, equals: "0" };             {"infcode":-1};                                    no
            { path: code, equals: ["0", "200"] };       {"code":200};                                      yes
            { path: code, in: ["0", "200"] };           {"code":100};                                      no
            { path: code, not-in: [-1, 500] };          {"code":0};                                        yes
            { path: code, not-in: [-1, 500] };          {"code":"-1"};                                     no
            { path: code, not-in: [-1, 500] };          {};                                                no
            { path: status.code, not-equals: "1" };     {"custom":{},"status":{"code":200}};               yes
            { path: head.returncode, matches: "^0+$" }; {"head":{"returncode":"00000"}};                   yes
            { path: head.returncode, matches: "^0+$" }; {"head":{"returncode":"E0000"}};                   no
            { path: errorCode, absent: true };          {"access_token":"t"};                              yes
            { path: errorCode, absent: true };          {"errorCode":""};                                  yes
            { path: errorCode, absent: true };          {"errorCode":"invalid_client"};                    no
            { path: errorCode, present: false };        {"errorCode":"invalid_client"};                    no
            { path: "data.rows[0]", present: true };      {"data":{"rows":[{"a":1}]}};                       yes
            { path: "data.rows[0]", present: true };      {"data":{"rows":[]}};                              no
            { any: [ { path: code, equals: "000000" }, { path: rscode, equals: "100000" } ] }; {"code":"000000"};  yes
            { any: [ { path: code, equals: "000000" }, { path: rscode, equals: "100000" } ] }; {"rscode":100000};  yes
            { any: [ { path: code, equals: "000000" }, { path: rscode, equals: "100000" } ] }; {"code":"0"};       no
            { all: [ { path: statusCode, equals: "200" }, { path: message, not-matches: "失败|异常" } ] }; {"statusCode":"200","message":"ok"};       yes
            { all: [ { path: statusCode, equals: "200" }, { path: message, not-matches: "失败|异常" } ] }; {"statusCode":"200","message":"系统异常"};  no
            { all: [ { path: statusCode, equals: "200" }, { path: message, not-matches: "失败|异常" } ] }; {"statusCode":"200"};                      no
            { all: [ { any: [ { path: a, present: true }, { path: b, present: true } ] }, { path: c, absent: true } ] }; {"b":1};                   yes
            """)
    void judgesTheEnvelopesThatDepartmentsHave(String rule, String answer, String success) throws Malformed {
        Findings findings = new Findings();
        SuccessRule read = read(rule, findings).orElseThrow();
        assertThat(findings.all()).isEmpty();
        assertThat(read.holds(Json.parse(answer)) ? "yes" : "no").isEqualTo(success);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
            { path: code };                                   connection.wrong-value
            { path: code, equals: "0", in: ["1"] };           connection.wrong-value
            { path: code, is: "0" };                          connection.unknown-key
            { equals: "0" };                                  connection.missing-key
            { path: code, matches: "(" };                     connection.wrong-value
            { path: code, matches: "(?=0)" };                 connection.wrong-value
            { path: code, absent: perhaps };                  connection.wrong-value
            { path: code, in: "0" };                          connection.wrong-value
            { any: [] };                                      connection.wrong-value
            { any: [ { path: a, equals: 1 } ], path: code };  connection.unknown-key
            { all: [ "code" ] };                              connection.missing-key
            { path: "a..b", equals: 1 };                      connection.wrong-value
            """)
    void namesWhatIsWrongInARule(String rule, String code) {
        Findings findings = new Findings();
        read(rule, findings);
        assertThat(findings.all()).extracting(Finding::code).contains(code);
        assertThat(findings.all()).allMatch(finding -> finding.line() == 1);
    }

    @Test
    void aSearchTakesNoLongerForAPatternThatOthersChokeOn() throws Malformed {
        SuccessRule rule =
                read("{ path: a, matches: \"^(a+)+$\" }", new Findings()).orElseThrow();
        assertThat(rule.holds(Json.parse("{\"a\":\"" + "a".repeat(50_000) + "!\"}")))
                .isFalse();
    }

    private static Optional<SuccessRule> read(String rule, Findings findings) {
        YamlNode node =
                Yaml.read("bundle.yaml", rule.getBytes(UTF_8), new Findings()).orElseThrow();
        return SuccessRule.read(new Fields((YamlNode.Mapping) node, findings));
    }
}
