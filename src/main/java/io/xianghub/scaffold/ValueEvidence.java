package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.identity.IdentityNumber;
import io.xianghub.shared.identity.Uscc;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What values by themselves say about a field: check digits, dates, amounts, known forms. */
final class ValueEvidence {

    // the shapes that departments' systems were seen to use
    private static final List<String> DATES = List.of("yyyyMMdd", "yyyy-MM-dd", "yyyy/MM/dd", "yyyy年M月d日");
    private static final List<String> TIMES = List.of(
            "yyyyMMddHHmmss",
            "yyyy-MM-dd HH:mm:ss",
            "yyyy/MM/dd HH:mm:ss",
            "yyyyMMddHHmmssSSS",
            "yyyy-MM-dd HH:mm:ss.S",
            "yyyy-MM-dd'T'HH:mm:ss");
    private static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65");

    private ValueEvidence() {}

    /**
     * What a value proves.
     *
     * @param field the field that such a value alone would suggest; null for none
     * @param trust of that suggestion
     */
    record Proof(StandardField.Type type, @Nullable String field, double trust, Text words, @Nullable String pattern) {}

    /** The strongest proof that all values give; empty for none. */
    static Optional<Proof> of(List<String> values) {
        List<String> given = values.stream().filter(value -> !value.isBlank()).toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.stream().allMatch(ValueEvidence::identityNumber)) {
            return proof(
                    StandardField.Type.IDENTITY_NUMBER,
                    "identityNumber",
                    0.9,
                    "值通过身份证校验码",
                    "the value passes the check digit");
        }
        if (given.stream().allMatch(value -> Uscc.valid(value.toUpperCase(Locale.ROOT)))) {
            return proof(
                    StandardField.Type.USCC, "uscc", 0.93, "值通过统一社会信用代码校验", "the value passes both check characters");
        }
        Optional<Proof> moment = moment(given);
        if (moment.isPresent()) {
            return moment;
        }
        if (given.stream().allMatch(value -> value.matches("1[3-9][0-9]{9}"))) {
            return proof(
                    StandardField.Type.MOBILE, "mobile", 0.7, "值是手机号码形式", "the value has the form of a mobile number");
        }
        if (given.stream().allMatch(value -> value.matches("[3-6][0-9]{15,18}") && luhn(value))) {
            return proof(
                    StandardField.Type.BANK_CARD, "bankCard", 0.7, "值通过银行卡 Luhn 校验", "the value passes Luhn's check");
        }
        if (given.stream().allMatch(ValueEvidence::division)) {
            return proof(
                    StandardField.Type.DIVISION, null, 0.4, "值是行政区划代码形式", "the value has the form of a division code");
        }
        if (given.stream().allMatch(value -> value.matches("-?[0-9]{1,15}\\.[0-9]{2}"))) {
            return proof(StandardField.Type.AMOUNT, null, 0.3, "值是两位小数的金额", "the value is an amount with two decimals");
        }
        return Optional.empty();
    }

    private static Optional<Proof> proof(
            StandardField.Type type, @Nullable String field, double trust, String zh, String en) {
        return Optional.of(new Proof(type, field, trust, Text.of(zh, en), null));
    }

    private static Optional<Proof> moment(List<String> values) {
        for (String pattern : DATES) {
            if (values.stream().allMatch(value -> reads(value, pattern))) {
                return dated(StandardField.Type.DATE, pattern);
            }
        }
        for (String pattern : TIMES) {
            if (values.stream().allMatch(value -> reads(value, pattern))) {
                return dated(StandardField.Type.DATE_TIME, pattern);
            }
        }
        return Optional.empty();
    }

    private static Optional<Proof> dated(StandardField.Type type, String pattern) {
        return Optional.of(new Proof(
                type, null, 0.5, Text.of("值是 %s 形式的日期", "the value is a date of the form %s", pattern), pattern));
    }

    /** Whether the value is a day between 1900 and 2099 in the pattern, or in 9999, which means no end. */
    static boolean reads(String value, String pattern) {
        try {
            LocalDate day = LocalDate.from(DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .parse(value));
            return (day.getYear() >= 1900 && day.getYear() <= 2099) || day.getYear() == 9999;
        } catch (DateTimeException other) {
            return false;
        }
    }

    // GB 11643-1999; the day of the check does not matter here
    static boolean identityNumber(String value) {
        return IdentityNumber.flawOf(value.toUpperCase(Locale.ROOT), LocalDate.MAX) == null;
    }

    private static boolean division(String value) {
        return value.matches("[1-6][0-9]{5}|[1-6][0-9]{8}|[1-6][0-9]{11}") && PROVINCES.contains(value.substring(0, 2));
    }

    // ISO/IEC 7812-1, annex B
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
