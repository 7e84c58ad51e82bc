package io.xianghub.mapping;

/** Full-width and half-width forms of letters, digits and signs; departments' screens are filled in with both. */
final class Width {

    private static final int SHIFT = 0xFEE0;

    private Width() {}

    /** The half-width forms without space around them. */
    static String plain(String value) {
        return half(value).strip();
    }

    static String half(String value) {
        int first = firstFull(value);
        if (first < 0) {
            return value;
        }
        StringBuilder half = new StringBuilder(value.length()).append(value, 0, first);
        for (int i = first; i < value.length(); i++) {
            char c = value.charAt(i);
            half.append(c >= 0xFF01 && c <= 0xFF5E ? (char) (c - SHIFT) : c == 0x3000 ? ' ' : c);
        }
        return half.toString();
    }

    static String full(String value) {
        StringBuilder full = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            full.append(c >= 0x21 && c <= 0x7E ? (char) (c + SHIFT) : c == ' ' ? '\u3000' : c);
        }
        return full.toString();
    }

    private static int firstFull(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0x3000 || (c >= 0xFF01 && c <= 0xFF5E)) {
                return i;
            }
        }
        return -1;
    }
}
