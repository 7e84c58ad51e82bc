package io.xianghub.bundle.sample;

import io.xianghub.bundle.border.Script;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One input with everything that the world answers while it is handled, and what must come of it.
 *
 * @param folder such as {@code routes/medical-insurance/cases/getInsuredPerson/success}
 * @param request a tree, or the bytes that arrive
 */
record Case(Input input, String folder, @Nullable Object request, World world, Outcome outcome) {

    /** A file's own name: that of what it is in. */
    static final String FILE_NAME = "request.txt";

    String name() {
        return input.folder() + "/" + folder.substring(folder.lastIndexOf('/') + 1);
    }

    /** @param effects what comes of the n-th effect, from 1 */
    record World(List<Recorded> answers, SortedMap<Integer, Script.Outcome> effects) {}

    /**
     * What must come of it.
     *
     * @param sent what the n-th call must send, from 1
     * @param result what the department of a file must be told
     */
    record Outcome(
            @Nullable Expected answer,
            SortedMap<Integer, Expected.Tree> sent,
            Expected.@Nullable Tree effects,
            Expected.@Nullable Bytes result) {}
}
