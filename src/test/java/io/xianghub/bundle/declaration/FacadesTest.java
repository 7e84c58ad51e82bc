package io.xianghub.bundle.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.Facade;
import io.xianghub.bundle.Services;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.signing.VoucherSeal;
import io.xianghub.shared.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacadesTest {

    private static final BundleName BUNDLE = new BundleName("window");
    private static final Version VERSION = new Version(1, 0, 0);
    private static final String OWN = "{string: '${timestamp}${body}', algorithm: hmac-sm3,"
            + " puts: {headers: {who: '${caller}', at: '${timestamp}', sig: '${signature}'}}}";

    @Test
    void takesASchemeOfItsOwnThatCoversTheBody() {
        assertThat(check(OWN)).isEmpty();
        Facade facade = Facades.find(
                        definition(OWN),
                        "submit",
                        new Services.Active(BUNDLE, VERSION, "0123456789abcdef", "12430000MBHUB0041G"))
                .orElseThrow();
        assertThat(facade.authentication().name()).isEqualTo("own");
        assertThat(facade.authentication().needsBody()).isTrue();
    }

    @Test
    void takesVouchersWhoseSignaturesAreAssumed() {
        String vouchers = "{style: voucher, charset: UTF-8, assumed: true}";
        assertThat(check(vouchers)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("signing.assumed");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        });
        Facade facade = Facades.find(
                        definition(vouchers),
                        "submit",
                        new Services.Active(BUNDLE, VERSION, "0123456789abcdef", "12430000MBHUB0041G"))
                .orElseThrow();
        assertThat(facade.authentication()).isEqualTo(new VoucherSeal("", StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "token | signing.unknown-scheme",
                "{string: '${secret}', puts: {headers: {who: '${caller}', at: '${timestamp}', sig: '${signature}'}}}"
                        + " | facade.authentication",
                "{string: '${timestamp}', puts: {headers: {at: '${timestamp}', sig: '${signature}'}}}"
                        + " | facade.authentication",
                "{string: '${timestamp}'} | signing.wrong-value",
                "voucher | signing.wrong-value",
                "{style: voucher} | signing.wrong-value"
            })
    void refusesAFixedTokenAndWhatProvesTooLittleInItsPlace(String authentication, String code) {
        assertThat(check(authentication)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.line()).isEqualTo(1);
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
        });
    }

    @Test
    void mustSayHowItsCallersSign() {
        Findings findings = new Findings();
        Facades.check(defined("content-type: text/xml\nanswer-type: text/xml\n"), findings);
        assertThat(findings.all())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message().en()).contains("authentication is missing"));
    }

    private static List<Finding> check(String authentication) {
        Findings findings = new Findings();
        Facades.check(definition(authentication), findings);
        return findings.all();
    }

    private static BundleDefinition definition(String authentication) {
        return defined("authentication: " + authentication + "\ncontent-type: text/xml\nanswer-type: text/xml\n");
    }

    private static BundleDefinition defined(String facade) {
        return new BundleDefinition(
                BUNDLE,
                VERSION,
                Text.of("窗口", "Window"),
                "12430000MBHUB0041G",
                "window",
                Map.of(),
                Map.of(
                        "submit",
                        Yaml.read("bundle.yaml", facade.getBytes(StandardCharsets.UTF_8), new Findings())
                                .orElseThrow()),
                Map.of(),
                Map.of(),
                Map.of());
    }
}
