package io.xianghub.shared.wire;

/** Tells UTF-8 from other bytes without making characters of them, which takes longer. */
// RFC 3629, section 4
final class Utf8 {

    private Utf8() {}

    /** Whether all of it is UTF-8: no form longer than it need be, no surrogates, nothing beyond U+10FFFF. */
    static boolean is(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            int lead = bytes[i];
            if (lead >= 0) {
                i++;
                continue;
            }
            int length = length(lead & 0xFF);
            if (length == 0 || i + length > bytes.length || !follows(lead & 0xFF, bytes[i + 1] & 0xFF)) {
                return false;
            }
            for (int k = 2; k < length; k++) {
                if ((bytes[i + k] & 0xC0) != 0x80) {
                    return false;
                }
            }
            i += length;
        }
        return true;
    }

    /** How many bytes a character has that begins so; 0 when none does. */
    private static int length(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }

    /** The second byte is what tells forms that are too long, surrogates, and what lies beyond. */
    private static boolean follows(int lead, int second) {
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return second >= least && second <= most;
    }
}
