package io.xianghub.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.legacy.Bindings;
import io.xianghub.legacy.Connection;
import io.xianghub.legacy.ConnectionDefinition;
import io.xianghub.legacy.Connections;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's HTTP systems, asked through the connections that their own bundles declare. */
class PlayedDepartmentsTest {

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private SimulatorRunner simulators;

    @BeforeEach
    void start(@TempDir Path data) {
        simulators = SimulatorRunner.of(Path.of("."), data);
        simulators.start(new BundleName("medical-insurance"));
        simulators.start(new BundleName("sms-gateway"));
        simulators.bindTo(bindings);
    }

    @AfterEach
    void stop() {
        connections.close();
        simulators.close();
    }

    @Test
    void aKnownPersonIsFoundWhetherTheCodeIsTextOrNumber() throws Exception {
        for (int turn = 0; turn < 3; turn++) {
            assertThat(person("430301190001010028").toString())
                    .contains("psn_name=测试甲", "balc=1234.50", "insuplc_admdvs=430300");
        }
    }

    @Test
    void jsonInAStringIsReadAsJson() throws Exception {
        assertThat(person("430102190002010017").toString()).contains("psn_name=测试乙");
    }

    @Test
    void eachTrapEndsInItsProblem() throws Exception {
        Problem unknown = refused("430602190007060061");
        assertThat(unknown.type()).isEqualTo(ProblemType.DEPARTMENT_REFUSED);
        assertThat(unknown.extras())
                .containsEntry("departmentCode", "-1")
                .containsEntry("departmentMessage", "未查询到人员信息，请核对证件号码");
        assertThat(refused("430301190004030032").type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(refused("430405190005040049").type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(refused("430503190006050057").type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(refused("430202190003020028").type()).isEqualTo(ProblemType.DEPARTMENT_TIMEOUT);
    }

    @Test
    void anSmsIsSentOnceAndFoundByItsOutId() throws Exception {
        assertThat(sms("query", Map.of("outId", "m-1"))).isEqualTo(List.of());
        sms("send", Map.of("phone", "19900000001", "content", "测试\"引号\"", "outId", "m-1"));
        assertThat(sms("query", Map.of("outId", "m-1")).toString()).contains("outId=m-1", "phone=19900000001", "引号");
    }

    @Test
    void anSmsMayBeAcceptedAlthoughTheConnectionBreaks() throws Exception {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> sms("send", Map.of("phone", "19900000409", "content", "测试", "outId", "m-2")));
        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREACHABLE);
        assertThat(sms("query", Map.of("outId", "m-2")).toString()).contains("m-2");
    }

    private Problem refused(String number) {
        return catchThrowableOfType(Problem.class, () -> person(number));
    }

    private Object person(String number) throws Exception {
        return ask(
                "medical-insurance",
                "core",
                "queryPerson",
                Map.of("mdtrt_cert_type", "02", "mdtrt_cert_no", number, "psn_cert_type", "01", "certno", number));
    }

    private Object sms(String operation, Map<String, String> body) throws Exception {
        return ask("sms-gateway", "gateway", operation, body);
    }

    private Object ask(String bundle, String name, String operation, Map<String, String> body) throws Exception {
        Path file = Path.of("routes", bundle, "bundle.yaml");
        YamlNode.Mapping yaml = (YamlNode.Mapping) Yaml.read(file.toString(), Files.readAllBytes(file), new Findings())
                .orElseThrow();
        YamlNode.Mapping all = (YamlNode.Mapping) yaml.get("connections").orElseThrow();
        Connection connection =
                connections.open(new BundleName(bundle), new ConnectionDefinition(name, (YamlNode.Mapping)
                        all.get(name).orElseThrow()));
        return connection.call(operation, body, Map.of(), Instant.now().plusSeconds(20));
    }
}
