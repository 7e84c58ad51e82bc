package io.xianghub.shared.identity;

import org.jspecify.annotations.Nullable;

/**
 * An administrative division (行政区划) down to the county, always as text: as a number 431000000 of 郴州 becomes 43.1 somewhere
 * and then fits no level.
 */
// GB/T 2260; 9 digits in finance (430100000), 12 in statistics and government services (430100000000)
public record Division(String value) {

    private static final int COUNTY = 6;

    /** What is wrong with a code that was refused. */
    public enum Flaw {
        FORM,
        PROVINCE,
        BELOW_COUNTY
    }

    public Division {
        Flaw flaw = value.length() == COUNTY ? flawOf(value, false) : Flaw.FORM;
        if (flaw != null) {
            throw new IllegalArgumentException("Not a division of 6 digits: " + flaw);
        }
    }

    /** The county of a code without a flaw. */
    public static Division of(String code) {
        return new Division(code.substring(0, COUNTY));
    }

    /**
     * The first flaw of a code of 6, 9 or 12 digits, or null when it is right.
     *
     * @param below whether a level below the county is no flaw
     */
    public static @Nullable Flaw flawOf(String code, boolean below) {
        int length = code.length();
        boolean knownWidth = length == COUNTY || length == 9 || length == 12;
        if (!knownWidth || !IdentityNumber.areDigits(code, length)) {
            return Flaw.FORM;
        }
        if (!IdentityNumber.PROVINCES.contains(code.substring(0, 2))) {
            return Flaw.PROVINCE;
        }
        // 999000 is the level of the county itself (本级), as in 430181999000
        boolean county = hasZerosOnly(code, COUNTY) || code.startsWith("999000", COUNTY);
        return county || below ? null : Flaw.BELOW_COUNTY;
    }

    private static boolean hasZerosOnly(String code, int from) {
        for (int i = from; i < code.length(); i++) {
            if (code.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    /** With zeros behind, as systems of 9 and 12 digits write it. */
    public String wide(int digits) {
        return value + "0".repeat(digits - COUNTY);
    }

    @Override
    public String toString() {
        return value;
    }
}
