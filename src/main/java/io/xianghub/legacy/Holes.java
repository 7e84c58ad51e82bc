package io.xianghub.legacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What may stand between <code>${</code> and <code>}</code> at one place.
 *
 * @param charset of the bytes that functions make
 * @param xml whether a value may be written as CDATA
 */
record Holes(Hole.Kinds kinds, WireCharset charset, boolean xml) {

    private static final String CDATA = "cdata";

    /** @throws IllegalArgumentException when the expression is not one of those that may stand here */
    Hole read(String expression) {
        List<String> parts =
                Arrays.stream(expression.split("\\|", -1)).map(String::strip).toList();
        Hole hole = Hole.of(parts.get(0), kinds);
        if (parts.size() == 1) {
            return hole;
        }
        int cdata = parts.indexOf(CDATA);
        if (cdata > 0 && (!xml || cdata < parts.size() - 1)) {
            throw new IllegalArgumentException("CDATA is the last function, and of XML");
        }
        List<Pipe> pipes = new ArrayList<>();
        for (String word : parts.subList(1, parts.size())) {
            pipes.add(Pipe.of(word, charset));
        }
        return new Hole.Piped(hole, pipes, cdata > 0);
    }

    String words() {
        return kinds.words() + " | " + Pipe.WORDS;
    }
}
