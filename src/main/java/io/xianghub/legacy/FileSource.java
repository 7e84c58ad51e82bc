package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files that arrive at a department's server. */
public non-sealed interface FileSource extends Source {

    /** @param name file name without folder */
    record Arrival(String name, long size) {}

    /**
     * How the department is told what became of its files.
     *
     * @param mapping makes the result file; null for the hub's own lines
     * @param charset of the hub's own lines
     */
    record Results(@Nullable String mapping, Charset charset) {}

    /** What was archived before under the name of a file. */
    enum Earlier {
        NOTHING,
        THE_SAME,
        /** One or more with other content. */
        ANOTHER
    }

    /** How often to look. */
    Duration every();

    Charset charset();

    /** Empty when the department is not told. */
    Optional<Results> results();

    /** What is complete (done-file present), oldest first. */
    List<Arrival> arrivals();

    /**
     * The whole file, original bytes.
     *
     * @throws io.xianghub.shared.problem.Problem {@code BODY_TOO_LARGE}, without reading it
     */
    byte[] fetch(Arrival arrival);

    /** What the archive has under this name. */
    Earlier earlier(Arrival arrival, byte[] content);

    /**
     * Leaves the result file of an arrival, whole or not at all; doing it again is harmless, and one with other content of the
     * same name stays.
     */
    void answer(Arrival arrival, byte[] content);

    /** Moves the file, with its done-file, to the archive; doing it again is harmless. */
    void archive(Arrival arrival);

    /** Moves the file to the rejected folder and leaves {@code <name>.errors.txt} with these lines beside it. */
    void reject(Arrival arrival, List<Text> reasons);
}
