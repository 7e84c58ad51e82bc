package io.xianghub.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    private final Suggestions suggestions = new Suggestions(StandardDictionary.read());

    private Optional<Suggestion> best(String name, String comment, String... values) {
        return suggestions.of(name, comment, List.of(values)).stream().findFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "xm, name",
        "sfzhm, identityNumber",
        "SFZH, identityNumber",
        "gjjzh, fundAccount",
        "dwmc, organizationName",
        "yhkh, bankCard",
        "XingMing, name",
        "tyshxydm, uscc",
        "khyh, bankName",
        "csrq, birthDate",
        "xb, gender",
        "mz, ethnicity",
        "xzqhdm, divisionCode",
        "bjbh, caseNumber",
        "sxbm, itemCode",
        "je, amount",
        "grzhye, balance",
        "jcjs, contributionBase",
        "zgsjh, ",
        "psn_name, name",
        "certno, identityNumber",
        "aac003, name",
        "PAY_AMT, amount",
        "hyzk, maritalStatus",
        "lxdh, telephone",
        "姓名, name",
        "统一社会信用代码, uscc",
        "frdb, legalRepresentative",
        "cjrq, createdAt",
        "djjg, issuingAuthority"
    })
    void tellsTheStandardFieldFromItsName(String name, String field) {
        assertThat(best(name, "").map(suggestion -> suggestion.field().name())).isEqualTo(Optional.ofNullable(field));
    }

    @Test
    void believesANameMoreWhenTheValueProvesIt() {
        double alone = best("sfzhm", "").orElseThrow().confidence();
        Suggestion proved = best("sfzhm", "", "430301190001010028").orElseThrow();
        assertThat(proved.confidence()).isGreaterThan(alone).isGreaterThanOrEqualTo(0.95);
        assertThat(proved.reason().en()).contains("check digit").contains("pinyin initials of 身份证号码");
        assertThat(proved.reason().zh()).contains("校验码").contains("拼音首字母");
    }

    @Test
    void doubtsANameThatTheValueContradicts() {
        Suggestion doubted = best("sfzhm", "", "430301190001010029").orElseThrow();
        assertThat(doubted.confidence()).isLessThan(0.5);
        assertThat(doubted.reason().en()).contains("does not look like it");
    }

    @Test
    void tellsAFieldOfAnyNameFromItsValuesAlone() {
        assertThat(best("f1", "", "430301190001010028").orElseThrow().field().name())
                .isEqualTo("identityNumber");
        assertThat(best("f1", "", "91430100MAHUB0013H").orElseThrow().field().name())
                .isEqualTo("uscc");
        assertThat(best("f1", "", "6222021901000000008").orElseThrow().field().name())
                .isEqualTo("bankCard");
        assertThat(best("f1", "", "6222021901000000009")).isEmpty();
        assertThat(best("f1", "", "123")).isEmpty();
    }

    @Test
    void readsCommentsInChinese() {
        assertThat(best("c17", "身份证号码").orElseThrow().confidence()).isGreaterThan(0.9);
        Suggestion within = best("c18", "申请企业的统一社会信用代码（18位）").orElseThrow();
        assertThat(within.field().name()).isEqualTo("uscc");
        assertThat(within.confidence()).isBetween(0.55, 0.9);
    }

    @Test
    void listsTheAlternativesOfAnAmbiguousName() {
        List<Suggestion> all = suggestions.of("dh", "", List.of());
        List<Suggestion> several = suggestions.of("lx", "", List.of());
        assertThat(several).extracting(suggestion -> suggestion.field().name()).contains("interest", "type");
        assertThat(all)
                .allSatisfy(suggestion -> assertThat(suggestion.confidence()).isLessThanOrEqualTo(0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "19000101, yyyyMMdd", "1900-01-01, yyyy-MM-dd", "1900/01/01, yyyy/MM/dd", "20260601093015, yyyyMMddHHmmss",
        "2026-06-01 09:30:15, yyyy-MM-dd HH:mm:ss", "20260601093015123, yyyyMMddHHmmssSSS", "20260231, ",
                "99991231, yyyyMMdd"
    })
    void recognisesTheShapesOfDates(String value, String pattern) {
        assertThat(Optional.ofNullable(best("csrq", "", value).orElseThrow().datePattern()))
                .isEqualTo(Optional.ofNullable(pattern));
    }

    @Test
    void isNeverSure() {
        for (String name : List.of("sfzhm", "tyshxydm", "xm", "je")) {
            assertThat(best(name, "身份证号码", "430301190001010028").orElseThrow().confidence())
                    .isLessThan(1);
        }
    }

    @Test
    void everySampleOfTheDictionaryIsWhatItsTypeSays() {
        StandardDictionary dictionary = StandardDictionary.read();
        for (String name : List.of(
                "identityNumber", "uscc", "mobile", "bankCard", "divisionCode", "amount", "birthDate", "updatedAt")) {
            StandardField field = dictionary.named(name).orElseThrow();
            assertThat(ValueEvidence.of(List.of(field.sample())).orElseThrow().type())
                    .as(name)
                    .isEqualTo(field.type());
        }
    }
}
