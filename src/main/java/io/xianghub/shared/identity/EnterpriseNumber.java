package io.xianghub.shared.identity;

import java.time.LocalDate;

/** A number by which some register knows an enterprise, as it stands there, with what its own check digits say that it is. */
public record EnterpriseNumber(String value) {

    /** What a number is; unknown when no check digit says so. */
    public enum Kind {
        /** 统一社会信用代码 of 18 characters. */
        USCC,
        /** 工商注册号 of 15 digits. */
        REGISTRATION_NUMBER,
        /** 组织机构代码 of 9 characters. */
        ORGANISATION_CODE,
        /** 纳税人识别号 before 2015: a division and an organisation code, or an identity number with two digits behind it. */
        TAX_ID,
        UNKNOWN
    }

    public EnterpriseNumber {
        if (!isWritten(value)) {
            throw new IllegalArgumentException("Not an enterprise's number: " + value.length() + " characters");
        }
    }

    /** Whether it is written as such a number may be: up to 20 digits and capital letters. */
    public static boolean isWritten(String value) {
        return !value.isEmpty()
                && value.length() <= 20
                && value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'));
    }

    public Kind kind() {
        return switch (value.length()) {
            case 9 -> Uscc.innerCheck(value) ? Kind.ORGANISATION_CODE : Kind.UNKNOWN;
            case 15 -> fifteen();
            case 17 ->
                IdentityNumber.isOld(value.substring(0, 15)) && isPerson(IdentityNumber.ofOld(value.substring(0, 15)))
                        ? Kind.TAX_ID
                        : Kind.UNKNOWN;
            case 18 -> Uscc.valid(value) ? Kind.USCC : isPerson(value) ? Kind.TAX_ID : Kind.UNKNOWN;
            case 20 -> isPerson(value.substring(0, 18)) ? Kind.TAX_ID : Kind.UNKNOWN;
            default -> Kind.UNKNOWN;
        };
    }

    private Kind fifteen() {
        if (isDigits(value) && registrationCheck()) {
            return Kind.REGISTRATION_NUMBER;
        }
        boolean division = Division.flawOf(value.substring(0, 6), false) == null;
        return division && Uscc.innerCheck(value.substring(6)) ? Kind.TAX_ID : Kind.UNKNOWN;
    }

    // GS 15-2006: ISO 7064, MOD 11,10
    private boolean registrationCheck() {
        int product = 10;
        for (int i = 0; i < 14; i++) {
            int sum = (product + value.charAt(i) - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (product + value.charAt(14) - '0') % 10 == 1;
    }

    private static boolean isPerson(String number) {
        return IdentityNumber.flawOf(number, LocalDate.MAX) == null;
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return value;
    }
}
