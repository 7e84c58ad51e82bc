package io.xianghub.shared.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnterpriseNumberTest {

    // the registration number is made up, its check digit computed apart by GS 15-2006
    @ParameterizedTest
    @CsvSource({
        "91430100MAHUB0013H, USCC",
        "91430100MAHUB0013J, UNKNOWN",
        "MAHUB0013, ORGANISATION_CODE",
        "MAHUB0014, UNKNOWN",
        "430100MAHUB0013, TAX_ID",
        "430100MAHUB0014, UNKNOWN",
        "430100000000010, REGISTRATION_NUMBER",
        "430100000000011, UNKNOWN",
        "43030119000101002800, TAX_ID",
        "43030100010100200, TAX_ID",
        "43030119000101002900, UNKNOWN",
        "1234, UNKNOWN"
    })
    void saysWhatANumberIsOnlyWhenItsCheckDigitsSaySo(String number, EnterpriseNumber.Kind kind) {
        assertThat(new EnterpriseNumber(number).kind()).isEqualTo(kind);
    }

    @Test
    void givesAnOldIdentityNumberItsCenturyAndItsCheckDigit() {
        String modern = IdentityNumber.ofOld("430301000101002");

        assertThat(modern).isEqualTo("430301190001010028");
        assertThat(IdentityNumber.flawOf(modern, LocalDate.MAX)).isNull();
    }
}
