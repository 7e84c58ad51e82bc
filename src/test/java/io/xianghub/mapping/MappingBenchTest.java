package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Xml;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tools of the benchmark in a small size: what they make must be the same; how long it takes is not asked. */
@Tag("bench")
class MappingBenchTest {

    private static final List<Integer> SIZES = List.of(1, 10, 100);

    @ParameterizedTest
    @EnumSource
    void makesTheSameContractOfADepartmentsJson(Tool tool) throws Exception {
        for (int kilobytes : SIZES) {
            byte[] body = Bodies.json(kilobytes);

            assertThat(insured(tool.ready().jsonToJson(body), kilobytes))
                    .isEqualTo(insured(Tool.HUB.ready().jsonToJson(body), kilobytes));
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesTheSameContractOfADepartmentsXml(Tool tool) throws Exception {
        for (int kilobytes : SIZES) {
            byte[] body = Bodies.xml(kilobytes);

            assertThat(insured(tool.ready().xmlToJson(body), kilobytes))
                    .isEqualTo(insured(Tool.HUB.ready().xmlToJson(body), kilobytes));
        }
    }

    @ParameterizedTest
    @EnumSource
    void makesTheSameXmlOfTheContract(Tool tool) throws Exception {
        for (int kilobytes : SIZES) {
            byte[] body = Bodies.contract(kilobytes);

            assertThat(department(tool.ready().jsonToXml(body), kilobytes))
                    .isEqualTo(department(Tool.HUB.ready().jsonToXml(body), kilobytes));
        }
    }

    /** Maps are compared without the order of their members, which one tool does not keep. */
    private static Map<?, ?> insured(byte[] json, int kilobytes) throws Exception {
        Map<?, ?> person = (Map<?, ?>) Json.parse(json);
        List<?> insurances = (List<?>) person.get("insurances");
        assertThat(person).hasSize(5);
        assertThat(person.get("name")).isEqualTo("测试甲");
        assertThat(insurances).hasSizeGreaterThan(kilobytes);
        for (Object insurance : insurances) {
            assertThat((Map<?, ?>) insurance).hasSize(6);
        }
        assertThat(((Map<?, ?>) insurances.get(1)).get("employer")).isEqualTo("测试\"湘\\江\" A&B <商贸> 公司");
        return person;
    }

    private static Object department(byte[] xml, int kilobytes) throws Exception {
        Map<?, ?> person = (Map<?, ?>) XmlTrees.tree(Xml.parse(xml, Charsets.of("GBK")));
        assertThat((List<?>) person.get("insuinfo")).hasSizeGreaterThan(kilobytes);
        return person;
    }
}
