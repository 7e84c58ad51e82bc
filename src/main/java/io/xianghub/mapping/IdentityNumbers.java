package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.identity.IdentityNumber;
import java.time.LocalDate;
import java.util.Locale;

/** What a field makes of the identity numbers of 15 digits that were given out until 1999. */
enum IdentityNumbers {
    REFUSED,
    CONVERTED,
    KEPT;

    String of(String value, LocalDate today) throws Unfit {
        String number = Width.plain(value).toUpperCase(Locale.ROOT);
        boolean old = this != REFUSED && IdentityNumber.isOld(number);
        String whole = old ? IdentityNumber.ofOld(number) : number;
        IdentityNumber.Flaw flaw = IdentityNumber.flawOf(whole, today);
        if (flaw == null) {
            return old && this == KEPT ? number : whole;
        }
        throw new Unfit(
                switch (flaw) {
                    case FORM ->
                        number.length() == 15
                                ? Text.of("15 位旧号码，请换成 18 位", "The old form of 15 digits; give the 18")
                                : Text.of("不是 18 位身份证号码", "Not 18 characters of an identity number");
                    case PROVINCE -> Text.of("前两位不是省级区划", "The first two digits are no province");
                    case BIRTH_DATE -> Text.of("出生日期不存在或在将来", "The birth date does not exist or lies ahead");
                    case CHECK_DIGIT -> Text.of("校验码不正确", "The check digit is wrong");
                });
    }
}
