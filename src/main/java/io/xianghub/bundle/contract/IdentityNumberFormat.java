package io.xianghub.bundle.contract;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import io.xianghub.shared.Text;
import io.xianghub.shared.identity.IdentityNumber;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/** The format {@code identity-number} of contracts. */
// GB 11643-1999
record IdentityNumberFormat(Clock clock) implements Format {

    static final String NAME = "identity-number";

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return IdentityNumber.flawOf(value, today()) == null;
    }

    /** Which flaw a number has that does not match. */
    Text flaw(String value) {
        IdentityNumber.Flaw flaw = IdentityNumber.flawOf(value, today());
        if (flaw == null) {
            return Text.of("证件号码不正确", "The identity number is wrong");
        }
        return switch (flaw) {
            case FORM -> Text.of("应为 17 位数字加 1 位数字或大写 X", "It should be 17 digits and a digit or a capital X");
            case PROVINCE -> Text.of("前两位不是省级行政区划代码", "The first two digits are no province");
            case BIRTH_DATE -> Text.of("第 7 至 14 位不是已过去的日期", "Characters 7 to 14 are no day of the past");
            case CHECK_DIGIT -> Text.of("校验位（第 18 位）不正确", "The check digit (character 18) is wrong");
        };
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(SHANGHAI));
    }
}
