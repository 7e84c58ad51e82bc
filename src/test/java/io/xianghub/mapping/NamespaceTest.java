package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Prefixes in the paths of a mapping that reads XML. */
class NamespaceTest {

    private static final String VOUCHER =
            """
            source: { format: xml, namespaces: { v: "urn:mof:voucher", x: "urn:x" } }
            fields:
              payee: { from: "v:Voucher.v:Payee" }
              kind: { from: "v:Voucher.@x:kind" }
              any: { from: Voucher.Payee }
            """;

    @Test
    void readsTheElementOfTheNamespaceWhateverPrefixTheDocumentWrites() {
        assertThat(map("<r xmlns:mof=\"urn:mof:voucher\" xmlns:y=\"urn:x\">"
                        + "<mof:Voucher kind=\"no\" y:kind=\"k\"><mof:Payee>甲</mof:Payee></mof:Voucher></r>"))
                .isEqualTo(Map.of("payee", "甲", "kind", "k", "any", "甲"));
        assertThat(map("<r xmlns=\"urn:mof:voucher\"><Voucher><Payee>甲</Payee></Voucher></r>"))
                .isEqualTo(Map.of("payee", "甲", "any", "甲"));
    }

    @Test
    void doesNotTakeAnElementOfAnotherNamespaceForIt() {
        assertThat(map("<r xmlns:mof=\"urn:other\"><mof:Voucher><mof:Payee>甲</mof:Payee></mof:Voucher></r>"))
                .isEqualTo(Map.of("any", "甲"));
    }

    @Test
    void findsAPrefixThatMeansNothingWhereverItStands() {
        Findings findings = new Findings();
        String yaml =
                """
                source: { format: xml }
                each: "mof:rows"
                where: { path: "mof:a", equals: "1" }
                fields:
                  a: { from: "mof:Voucher" }
                  b: { from: x, when: { path: "mof:b", present: true } }
                """;

        MappingCompiler.compile(files(yaml), findings, Clock.systemUTC());
        MappingCompiler.compile(
                files("source: { format: json }\nfields: { a: { from: \"mof:a\" } }\n"), findings, Clock.systemUTC());

        assertThat(findings.all())
                .extracting(finding -> finding.line() + " " + finding.code())
                .containsExactlyInAnyOrder(
                        "2 mapping.unknown-prefix",
                        "3 mapping.unknown-prefix",
                        "5 mapping.unknown-prefix",
                        "6 mapping.unknown-prefix");
    }

    private static Object map(String xml) {
        Findings findings = new Findings();
        Mapping mapping = MappingCompiler.compile(files(VOUCHER), findings, Clock.systemUTC())
                .find("m")
                .orElseThrow();
        assertThat(findings.all()).isEmpty();
        return mapping.apply(xml.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static SortedMap<String, byte[]> files(String yaml) {
        return new TreeMap<>(Map.of("mappings/x/m.map.yaml", yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
