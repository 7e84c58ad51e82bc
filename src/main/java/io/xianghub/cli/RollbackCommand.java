package io.xianghub.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hub rollback}: takes the newest deployment of a bundle back. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = {"退回路由包的上一个版本", "Takes a bundle back to the version before"})
final class RollbackCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Parameters(paramLabel = "<bundle>")
    private String bundle = "";

    @Override
    public Integer call() {
        Server.Request request = Server.Request.empty("/api/v1/bundles/" + bundle + "/rollback");
        Server.Answer answer = Server.expect(
                new Progress(server, reading, bundle).during(() -> server.post(request, reading, "engineer")), reading);
        new ReceiptText(reading).show(answer);
        return Exit.OK;
    }
}
