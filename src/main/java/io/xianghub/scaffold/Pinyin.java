package io.xianghub.scaffold;

import java.util.LinkedHashSet;
import java.util.Set;
import net.sourceforge.pinyin4j.PinyinHelper;

/** How Chinese words are written by those who name database columns: spelled out, or by initials. */
final class Pinyin {

    private static final int MOST_READINGS = 32;

    private Pinyin() {}

    static boolean isChinese(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    static boolean hasChinese(String text) {
        return text.codePoints().anyMatch(Pinyin::isChinese);
    }

    /** The text with each Chinese character as a word of its own in pinyin, the first reading of each. */
    static String spelled(String text) {
        if (!hasChinese(text)) {
            return text;
        }
        StringBuilder spelled = new StringBuilder();
        text.codePoints().forEach(c -> {
            String[] readings =
                    isChinese(c) && c <= Character.MAX_VALUE ? PinyinHelper.toHanyuPinyinStringArray((char) c) : null;
            if (readings == null || readings.length == 0) {
                spelled.appendCodePoint(c);
            } else {
                spelled.append(' ').append(bare(readings[0])).append(' ');
            }
        });
        return spelled.toString();
    }

    /** All ways to write the words by initials; a character with several readings gives several. */
    static Set<String> initials(String words) {
        return combined(words, true);
    }

    /** All ways to spell the words out in one word. */
    static Set<String> spellings(String words) {
        return combined(words, false);
    }

    private static Set<String> combined(String words, boolean initials) {
        Set<String> all = new LinkedHashSet<>(Set.of(""));
        for (int i = 0; i < words.length(); i++) {
            Set<String> readings = readings(words.charAt(i), initials);
            if (readings.isEmpty()) {
                continue;
            }
            Set<String> longer = new LinkedHashSet<>();
            for (String begun : all) {
                for (String reading : readings) {
                    if (longer.size() < MOST_READINGS) {
                        longer.add(begun + reading);
                    }
                }
            }
            all = longer;
        }
        all.remove("");
        return all;
    }

    private static Set<String> readings(char c, boolean initials) {
        Set<String> readings = new LinkedHashSet<>();
        if (c < 0x80) {
            if (Character.isLetterOrDigit(c)) {
                readings.add(String.valueOf(Character.toLowerCase(c)));
            }
            return readings;
        }
        String[] all = isChinese(c) ? PinyinHelper.toHanyuPinyinStringArray(c) : null;
        for (String reading : all == null ? new String[0] : all) {
            String bare = bare(reading);
            if (!bare.isEmpty()) {
                readings.add(initials ? bare.substring(0, 1) : bare);
            }
        }
        return readings;
    }

    private static String bare(String reading) {
        return reading.replace("u:", "v").replaceAll("[^a-z]", "");
    }
}
