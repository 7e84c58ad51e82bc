package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;

/** Files that arrive at a department's server. */
public non-sealed interface FileSource extends Source {

    /** @param name file name without folder */
    record Arrival(String name, long size) {}

    /** How often to look. */
    Duration every();

    Charset charset();

    /** What is complete (done-file present, size within the limit), oldest first. */
    List<Arrival> arrivals();

    /** The whole file, original bytes. */
    byte[] fetch(Arrival arrival);

    /** Moves the file, with its done-file, to the archive; doing it again is harmless. */
    void archive(Arrival arrival);

    /** Moves the file to the rejected folder and leaves {@code <name>.errors.txt} with these lines beside it. */
    void reject(Arrival arrival, List<Text> reasons);
}
