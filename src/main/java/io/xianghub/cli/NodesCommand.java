package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hub nodes}: the hub's processes, what each of them runs, and where they do not agree. */
@Command(
        name = "nodes",
        mixinStandardHelpOptions = true,
        description = {"枢纽的各节点、各自运行的版本及不一致之处", "The hub's nodes, what each of them runs, and where they do not agree"})
final class NodesCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Override
    public Integer call() {
        Server.Answer answer = Server.expect(server.get("/api/v1/nodes", reading, "engineer"), reading);
        NodesView view = new NodesView(reading, answer.list("items"));
        if (reading.json()) {
            reading.data(answer.body(), "");
            return Exit.OK;
        }
        view.lines().forEach(reading.out()::println);
        view.sentence().ifPresentOrElse(reading::note, () -> reading.note(Text.of("各节点一致", "All nodes agree")));
        return Exit.OK;
    }
}
