package io.xianghub.mapping;

import java.text.Normalizer;

/** One spelling of a person's name, whatever system wrote it; a rare character stays the character it is. */
final class PersonName {

    private static final String DOTS = "•．‧・･∙⋅";

    // GB 18030-2022 gave these 18 characters code points of their own; systems built on the 2000 and 2005 editions
    // still
    // send the private ones, in the same order
    private static final String PRIVATE =
            "\uE78D\uE78E\uE78F\uE790\uE791\uE792\uE793\uE794\uE795\uE796\uE81E\uE826\uE82B\uE82C\uE832\uE843\uE854\uE864";
    private static final String ASSIGNED =
            "\uFE10\uFE12\uFE11\uFE13\uFE14\uFE15\uFE16\uFE17\uFE18\uFE19\u9FB4\u9FB5\u9FB6\u9FB7\u9FB8\u9FB9\u9FBA\u9FBB";

    private PersonName() {}

    static String of(String value) {
        String text = composed(value.strip());
        StringBuilder name = new StringBuilder(text.length());
        int before = -1;
        for (int i = 0; i < text.length(); ) {
            int here = text.codePointAt(i);
            i += Character.charCount(here);
            int next = nextLetter(text, i);
            if (isSpace(here)) {
                if (before >= 0 && next >= 0 && before != ' ' && !(joins(before) && joins(next))) {
                    name.append(' ');
                    before = ' ';
                }
            } else {
                before = isDot(here) && isLetter(before) && isLetter(next) ? '·' : assigned(here);
                name.appendCodePoint(before);
            }
        }
        return name.toString();
    }

    /**
     * Canonical composition of everything but the compatibility ideographs (U+F900–FAFF, U+2F800–2FA1F): it would put another
     * character in the place of those, and so another name.
     */
    private static String composed(String value) {
        if (Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
            return value;
        }
        StringBuilder composed = new StringBuilder(value.length());
        int start = 0;
        for (int i = 0; i < value.length(); ) {
            int here = value.codePointAt(i);
            int end = i + Character.charCount(here);
            if (isCompatibility(here)) {
                composed.append(Normalizer.normalize(value.substring(start, i), Normalizer.Form.NFC))
                        .appendCodePoint(here);
                start = end;
            }
            i = end;
        }
        return composed.append(Normalizer.normalize(value.substring(start), Normalizer.Form.NFC))
                .toString();
    }

    private static boolean isCompatibility(int c) {
        return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
    }

    private static int nextLetter(String text, int from) {
        for (int i = from; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!isSpace(c)) {
                return c;
            }
            i += Character.charCount(c);
        }
        return -1;
    }

    private static boolean isDot(int c) {
        return c >= 0 && DOTS.indexOf(c) >= 0;
    }

    private static boolean isLetter(int c) {
        return c >= 0 && (Character.isLetter(c) || isHan(c));
    }

    /** Whether a space beside it says nothing. */
    private static boolean joins(int c) {
        return isHan(c) || isDot(c) || c == '·';
    }

    private static boolean isSpace(int c) {
        return c >= 0 && (Character.isWhitespace(c) || Character.isSpaceChar(c));
    }

    /** A private character stands for a Han one that its writer's charset had no place for. */
    private static boolean isHan(int c) {
        return c >= 0 && (Character.isIdeographic(c) || (c >= 0xE000 && c <= 0xF8FF));
    }

    private static int assigned(int c) {
        int index = c > 0xFFFF ? -1 : PRIVATE.indexOf(c);
        return index < 0 ? c : ASSIGNED.charAt(index);
    }
}
