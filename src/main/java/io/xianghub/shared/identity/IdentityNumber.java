package io.xianghub.shared.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;

/** A citizen's identity number (居民身份证号) of 18 characters: known province, real birth date, right check digit. */
// GB 11643-1999
public record IdentityNumber(String value) {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    static final Set<String> PROVINCES = Set.of(
            "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
            "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83");

    /** What is wrong with a number that was refused. */
    public enum Flaw {
        FORM,
        PROVINCE,
        BIRTH_DATE,
        CHECK_DIGIT
    }

    public IdentityNumber {
        Flaw flaw = flawOf(value, LocalDate.MAX);
        if (flaw != null) {
            throw new IllegalArgumentException("Not an identity number: " + flaw);
        }
    }

    /** The first flaw of a number as it stands on {@code today}, or null when it is right. */
    public static @org.jspecify.annotations.Nullable Flaw flawOf(String value, LocalDate today) {
        if (!hasForm(value)) {
            return Flaw.FORM;
        }
        if (!PROVINCES.contains(value.substring(0, 2))) {
            return Flaw.PROVINCE;
        }
        try {
            LocalDate birth = LocalDate.of(
                    Integer.parseInt(value.substring(6, 10)),
                    Integer.parseInt(value.substring(10, 12)),
                    Integer.parseInt(value.substring(12, 14)));
            if (birth.isAfter(today)) {
                return Flaw.BIRTH_DATE;
            }
        } catch (DateTimeException noSuchDay) {
            return Flaw.BIRTH_DATE;
        }
        return check(value) == value.charAt(17) ? null : Flaw.CHECK_DIGIT;
    }

    /** Whether it has the form of the numbers of 15 digits that were given out until 1999; those have no check digit. */
    public static boolean isOld(String value) {
        return value.length() == 15 && areDigits(value, 15);
    }

    /** An old number as the 18 characters that stand for the same person; its flaws, if any, stay. */
    public static String ofOld(String old) {
        if (!isOld(old)) {
            throw new IllegalArgumentException("Not 15 digits");
        }
        String body = old.substring(0, 6) + "19" + old.substring(6);
        return body + check(body);
    }

    private static boolean hasForm(String value) {
        return value.length() == 18
                && areDigits(value, 17)
                && value.charAt(0) != '0'
                && (value.charAt(17) == 'X' || (value.charAt(17) >= '0' && value.charAt(17) <= '9'));
    }

    static boolean areDigits(String value, int count) {
        for (int i = 0; i < count; i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static char check(String body) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return "10X98765432".charAt(sum % 11);
    }

    /** First six and last four, as pages and logs show it. */
    @Override
    public String toString() {
        return value.substring(0, 6) + "********" + value.substring(14);
    }
}
