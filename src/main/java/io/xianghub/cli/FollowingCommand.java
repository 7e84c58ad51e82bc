package io.xianghub.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that shows a list of the hub's which grows at its end, and waits there for more when it is asked to. */
abstract class FollowingCommand implements Callable<Integer> {

    private static final int PATIENCE = 20;

    @Mixin
    final Reading reading = new Reading();

    @Mixin
    final Server server = new Server();

    @Option(
            names = {"-f", "--follow"},
            description = "持续输出，Ctrl-C 结束 / go on until Ctrl-C")
    private boolean follow;

    /** Prints one item in words. */
    abstract void tell(Map<?, ?> item);

    /** Shows what there is and, when asked to go on, whatever comes, until the command is ended. */
    final void follow(String path) {
        String next = page(path);
        while (follow && !Thread.currentThread().isInterrupted()) {
            next = page(path + "?wait=" + PATIENCE + "&after=" + next);
        }
    }

    private String page(String address) {
        Server.Answer answer = get(address);
        answer.list("items").forEach(item -> {
            if (item instanceof Map<?, ?> each) {
                show(each);
            }
        });
        return answer.text("next");
    }

    final Server.Answer get(String address) {
        return Server.expect(server.get(address, reading, "engineer"), reading);
    }

    final void show(Map<?, ?> item) {
        if (reading.json()) {
            reading.data(item, "");
        } else {
            tell(item);
        }
        reading.out().flush();
    }
}
