package io.xianghub.push;

import java.text.Normalizer;
import java.util.List;

/**
 * What names one event of a department: the same key is the same event, however often and by whichever way it comes.
 *
 * @param parts the business serial, such as centre, account and serial number
 * @param version tells a correction from the event it corrects; may be empty
 */
public record EventKey(String department, String message, List<String> parts, String version) {

    public EventKey {
        parts = parts.stream().map(EventKey::normal).toList();
        version = normal(version);
        if (parts.isEmpty() || parts.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("A business key has no empty part");
        }
    }

    /** Departments send the same serial in full and in half width. */
    private static String normal(String part) {
        return Normalizer.normalize(part, Normalizer.Form.NFKC).strip();
    }

    String text() {
        return serialText() + framed(version);
    }

    /** The key without its version: what an event and its corrections share. */
    String serialText() {
        StringBuilder text = new StringBuilder(framed(department) + framed(message));
        parts.forEach(part -> text.append(framed(part)));
        return text.toString();
    }

    /** The length before each part keeps a,bc and ab,c apart. */
    private static String framed(String part) {
        return part.length() + ":" + part;
    }
}
