package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub sync}: starts a run of a batch sync and waits for its report. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = {"启动一次同步并等待报告", "Runs a sync and waits for its report"})
final class SyncCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Parameters(index = "0", paramLabel = "<bundle>")
    private String bundle = "";

    @Parameters(index = "1", paramLabel = "<sync>")
    private String sync = "";

    @Option(
            names = "--wait",
            defaultValue = "PT10M",
            description = "最长等待（${DEFAULT-VALUE}） / how long to wait (${DEFAULT-VALUE})")
    private Duration patience = Duration.ofMinutes(10);

    @Override
    public Integer call() throws InterruptedException {
        String runs = "/api/v1/syncs/" + bundle + "/" + sync + "/runs";
        Server.Answer started =
                Server.expect(server.post(runs, "application/json", new byte[0], reading, "finance"), reading);
        String id = started.text("id");
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            Server.Answer run = Server.expect(server.get(runs + "/" + id, reading, "finance"), reading);
            String state = run.text("state");
            if (!state.equalsIgnoreCase("running")) {
                reading.data(run.body(), String.join("\n", new SyncText(reading).lines(run.map())));
                return state.equalsIgnoreCase("done") ? Exit.OK : Exit.FAILED;
            }
            Thread.sleep(300);
        }
        throw new Refusal(Exit.FAILED, reading.say(Text.of("批次 %s 仍在进行", "The run %s is still going on", id)));
    }
}
