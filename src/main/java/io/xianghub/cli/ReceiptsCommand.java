package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub receipts}: what was done to a bundle, by whom, and what was refused. */
@Command(
        name = "receipts",
        mixinStandardHelpOptions = true,
        description = {"路由包的部署回执", "What was done to a bundle, newest first"})
final class ReceiptsCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Option(
            names = "--limit",
            defaultValue = "20",
            description = "最多几张（${DEFAULT-VALUE}） / how many (${DEFAULT-VALUE})")
    private int limit = 20;

    @Parameters(index = "0", paramLabel = "<bundle>")
    private String bundle = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "<receipt>", description = "一张回执 / one receipt")
    private @Nullable String receipt;

    @Override
    public Integer call() {
        String path = "/api/v1/bundles/" + bundle + "/receipts";
        Server.Answer answer = Server.expect(
                server.get(receipt == null ? path + "?limit=" + limit : path + "/" + receipt, reading, "engineer"),
                reading);
        if (reading.json()) {
            reading.data(answer.body(), "");
            return Exit.OK;
        }
        if (receipt != null) {
            show(answer.map());
            return Exit.OK;
        }
        if (answer.list("items").isEmpty()) {
            reading.note(Text.of("没有回执", "There are no receipts"));
        }
        answer.list("items").forEach(item -> {
            if (item instanceof Map<?, ?> one) {
                show(one);
            }
        });
        return Exit.OK;
    }

    private void show(Map<?, ?> one) {
        ReceiptText text = new ReceiptText(reading);
        reading.out().println(Reading.time(one.get("at")) + "  " + one.get("by") + "  " + text.of(one));
        text.warnings(one);
        if (one.get("refusal") instanceof Map<?, ?> refusal) {
            Server.list(refusal, "findings").forEach(found -> {
                if (found instanceof Map<?, ?> finding) {
                    reading.finding(finding);
                }
            });
        }
    }
}
