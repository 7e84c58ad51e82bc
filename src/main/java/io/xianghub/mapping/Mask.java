package io.xianghub.mapping;

import java.util.function.UnaryOperator;

/** How a value looks to somebody who may not see all of it; a rare character of two UTF-16 units is one character. */
enum Mask {
    NAME(Mask::name),
    IDENTITY_NUMBER(value -> middle(value, 6, 4)),
    IDENTITY_NUMBER_DISPLAY(value -> middle(value, 1, 1)),
    MOBILE(value -> middle(value, 3, 4)),
    ACCOUNT(value -> middle(value, 0, 4)),
    ADDRESS(value -> value.substring(0, Address.county(value)) + "****"),
    E_MAIL(Mask::eMail),
    AMOUNT(value -> "***");

    @SuppressWarnings("ImmutableEnumChecker") // nothing that can change stands behind it
    private final UnaryOperator<String> mask;

    Mask(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    String of(String value) {
        return mask.apply(value);
    }

    private static String name(String value) {
        int length = value.codePointCount(0, value.length());
        if (length <= 1) {
            return "*";
        }
        return length == 2 ? head(value, 1) + "*" : middle(value, 1, 1);
    }

    private static String eMail(String value) {
        int at = value.lastIndexOf('@');
        return at < 1 ? "***" : head(value, 1) + "***" + value.substring(at);
    }

    private static String middle(String value, int head, int tail) {
        int length = value.codePointCount(0, value.length());
        if (length <= head + tail) {
            return "*".repeat(length);
        }
        return head(value, head)
                + "*".repeat(length - head - tail)
                + value.substring(value.offsetByCodePoints(value.length(), -tail));
    }

    private static String head(String value, int characters) {
        return value.substring(0, value.offsetByCodePoints(0, characters));
    }
}
