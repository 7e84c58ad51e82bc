package io.xianghub.mapping;

/** How a value looks to somebody who may not see all of it. */
enum Mask {
    NAME {
        @Override
        String of(String value) {
            int length = value.codePointCount(0, value.length());
            if (length <= 1) {
                return "*";
            }
            String first = value.substring(0, value.offsetByCodePoints(0, 1));
            if (length == 2) {
                return first + "*";
            }
            return first + "*".repeat(length - 2) + value.substring(value.offsetByCodePoints(value.length(), -1));
        }
    },
    IDENTITY_NUMBER {
        @Override
        String of(String value) {
            return middle(value, 6, 4);
        }
    },
    MOBILE {
        @Override
        String of(String value) {
            return middle(value, 3, 4);
        }
    },
    ACCOUNT {
        @Override
        String of(String value) {
            return middle(value, 0, 4);
        }
    };

    abstract String of(String value);

    private static String middle(String value, int head, int tail) {
        if (value.length() <= head + tail) {
            return "*".repeat(value.length());
        }
        return value.substring(0, head)
                + "*".repeat(value.length() - head - tail)
                + value.substring(value.length() - tail);
    }
}
