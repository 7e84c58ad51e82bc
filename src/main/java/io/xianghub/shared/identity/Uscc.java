package io.xianghub.shared.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A unified social credit code (统一社会信用代码) whose two check characters are right. */
// GB 32100-2015, inner part GB 11714
public record Uscc(@JsonValue String value) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int[] INNER_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    @JsonCreator
    public Uscc {
        if (!valid(value)) {
            throw new IllegalArgumentException("Not a unified social credit code: " + value);
        }
    }

    public static boolean valid(String value) {
        if (value.length() != 18) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            int digit = ALPHABET.indexOf(value.charAt(i));
            if (digit < 0) {
                return false;
            }
            sum += digit * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31) == value.charAt(17) && innerCheck(value.substring(8, 17));
    }

    /** Whether the check character of an organisation code (组织机构代码) of 9 is right. */
    static boolean innerCheck(String body) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += Character.digit(body.charAt(i), 36) * INNER_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return body.charAt(8) == (check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check));
    }

    @Override
    public String toString() {
        return value;
    }
}
