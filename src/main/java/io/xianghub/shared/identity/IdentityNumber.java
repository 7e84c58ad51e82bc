package io.xianghub.shared.identity;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;

/** A citizen's identity number (居民身份证号) of 18 characters: known province, real birth date, right check digit. */
// GB 11643-1999
public record IdentityNumber(String value) {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final Set<String> PROVINCES = Set.of(
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
        if (!value.matches("[1-9][0-9]{16}[0-9X]")) {
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
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (value.charAt(i) - '0') * WEIGHTS[i];
        }
        return "10X98765432".charAt(sum % 11) == value.charAt(17) ? null : Flaw.CHECK_DIGIT;
    }

    /** First six and last four, as pages and logs show it. */
    @Override
    public String toString() {
        return value.substring(0, 6) + "********" + value.substring(14);
    }
}
