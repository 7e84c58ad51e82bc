package io.xianghub.shared.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningSchemeTest {

    @Test
    void everyNamedSchemeIsGoodEnoughToBeLetInBy() {
        assertThat(Presets.names()).containsExactly("atg", "message-cloud", "sorted-parameters", "x-tif");
        for (String name : Presets.names()) {
            assertThat(SigningScheme.preset(name).weakness()).as(name).isEmpty();
        }
    }

    @Test
    void warnsOfASchemeWhoseDetailsAreAssumed() {
        assertThat(read("atg")).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.code()).isEqualTo("signing.assumed");
        });
        assertThat(read("x-tif")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "x-tof | signing.unknown-scheme | 1",
                "{string: a, puts: {headers: {s: '${signature}'}}, colour: red} | signing.unknown-key | 1",
                "{string: '${time}', puts: {headers: {s: '${signature}'}}} | signing.wrong-value | 1",
                "{string: a} | signing.wrong-value | 1",
                "{puts: {headers: {s: '${signature}'}}} | signing.wrong-value | 1",
                "{string: '${body}', puts: {fields: {s: '${signature}'}}} | signing.wrong-value | 1",
                "{string: '${sorted}', puts: {fields: {s: '${signature}'}}} | signing.wrong-value | 1",
                "{string: '${signature}', puts: {headers: {s: '${signature}'}}} | signing.wrong-value | 1",
                "{string: a, puts: {headers: {s: '${signature}', t: '${secret}'}}} | signing.wrong-value | 1",
                "{string: a, algorithm: rot13, puts: {headers: {s: '${signature}'}}} | signing.wrong-value | 1"
            })
    void saysWhatIsWrongWithAScheme(String yaml, String code, int line) {
        assertThat(read(yaml)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.line()).isEqualTo(line);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{string: '${secret}', puts: {headers: {c: '${caller}', t: '${timestamp}', s: '${signature}'}}} | timestamp",
                "{string: '${timestamp}', puts: {headers: {c: '${caller}', s: '${signature}'}}} | ${timestamp}",
                "{string: '${timestamp}', puts: {headers: {t: '${timestamp}', s: '${signature}'}}} | ${caller}",
                "{string: '${timestamp}${secret}', puts: {headers: {c: '${caller}', t: '${timestamp}', n: '${nonce}', s: '${signature}'}}} | nonce",
                "{string: '${timestamp}${binding.no}', puts: {headers: {c: '${caller}', t: '${timestamp}', s: '${signature}'}}} | ${binding.no}"
            })
    void knowsWhyAFixedTokenOrAnUnsignedTimeIsTooLittle(String yaml, String missing) {
        Findings findings = new Findings();
        Optional<Text> weakness = SigningScheme.read(
                        Yaml.read("bundle.yaml", yaml.getBytes(StandardCharsets.UTF_8), findings)
                                .orElseThrow(),
                        findings)
                .orElseThrow()
                .weakness();
        assertThat(weakness).hasValueSatisfying(text -> assertThat(text.en()).contains(missing));
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 1764000000",
        "MILLIS, 1764000000000",
        "COMPACT, 20251125000000",
        "COMPACT_MILLIS, 20251125000000000",
        "READABLE, 2025-11-25 00:00:00"
    })
    void writesAndReadsTheTimeInEachForm(TimestampForm form, String text) {
        Instant at = Instant.ofEpochSecond(1_764_000_000L);
        assertThat(form.text(at)).isEqualTo(text);
        assertThat(form.instant(text)).contains(at);
        assertThat(form.instant("soon")).isEmpty();
        assertThat(form.instant("-1")).isEmpty();
    }

    private static List<Finding> read(String yaml) {
        Findings findings = new Findings();
        SigningScheme.read(
                Yaml.read("bundle.yaml", yaml.getBytes(StandardCharsets.UTF_8), findings)
                        .orElseThrow(),
                findings);
        return findings.all();
    }
}
