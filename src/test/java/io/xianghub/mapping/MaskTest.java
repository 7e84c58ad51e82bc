package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

    @ParameterizedTest
    @CsvSource({
        "NAME, 测试, 测*",
        "NAME, 测试甲乙, 测**乙",
        "IDENTITY_NUMBER, 430301190001010028, 430301********0028",
        "IDENTITY_NUMBER_DISPLAY, 430301190001010028, 4****************8",
        "MOBILE, 13800000000, 138****0000",
        "ACCOUNT, 6222021901000000008, ***************0008",
        "ACCOUNT, 0008, ****",
        "ADDRESS, 湖南省长沙市岳麓区阳光小区3栋, 湖南省长沙市岳麓区****",
        "ADDRESS, 湖南省长沙市浏阳市集里街道1号, 湖南省长沙市浏阳市****",
        "ADDRESS, 湖南省湘西土家族苗族自治州吉首市阳光小区, 湖南省湘西土家族苗族自治州吉首市****",
        "ADDRESS, 广西壮族自治区南宁市青秀区1号, 广西壮族自治区南宁市青秀区****",
        "ADDRESS, 长沙市五一路阳光小区, 长沙市五一路****",
        "E_MAIL, zhang@example.invalid, z***@example.invalid",
        "E_MAIL, zhang, ***",
        "AMOUNT, 1234.50, ***"
    })
    void hidesWhatIsNotForEverybody(Mask mask, String value, String shown) {
        assertThat(mask.of(value)).isEqualTo(shown);
    }

    @Test
    void takesARareNameOfTwoUnitsForOneCharacter() {
        assertThat(Mask.NAME.of("𫓧某")).isEqualTo("𫓧*");
        assertThat(Mask.NAME.of("某𫓧𫓧")).isEqualTo("某*𫓧");
        assertThat(Mask.E_MAIL.of("𫓧a@x")).isEqualTo("𫓧***@x");
    }
}
