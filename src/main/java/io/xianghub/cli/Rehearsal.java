package io.xianghub.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Does for nobody what the offline commands do, so that {@code bin/hub} can archive the classes that they load. */
public final class Rehearsal {

    private static final String SAMPLE =
            """
            {"code":"0","data":{"xm":"测试甲","sfzhm":"430301190001010028","je":"12.50","rq":"2026-01-31"}}
            """;

    private final String bundles;
    private final String scratch;

    private Rehearsal(Path bundles, Path scratch) {
        this.bundles = bundles.toString();
        this.scratch = scratch.toString();
    }

    /** @param arguments the folder of {@code routes/} and {@code mappings/}, and one to write into */
    public static void main(String[] arguments) throws IOException {
        Path scratch = Path.of(arguments[1]);
        Path sample = Files.writeString(scratch.resolve("sample.json"), SAMPLE);
        new Rehearsal(Path.of(arguments[0]), scratch).all(sample);
        System.exit(Exit.OK);
    }

    private void all(Path sample) {
        run("--help");
        run("validate", "--folder", bundles);
        run("test", "--folder", bundles);
        run("validate", "--folder", bundles, "no-such", "--lang", "zh");
        run("init", "rehearsal", "--from", sample.toString(), "--folder", scratch);
        run("validate", "rehearsal", "--folder", scratch, "--json");
        // What a command that calls the hub loads; nothing listens on the discard port.
        run("status", "--server", "http://127.0.0.1:9");
    }

    private static void run(String... arguments) {
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        HelpLanguage.in(HelpLanguage.of(arguments, System.getenv()), Hub.commandFor(arguments))
                .setOut(nowhere)
                .setErr(nowhere)
                .execute(arguments);
    }
}
