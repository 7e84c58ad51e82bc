package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hub status}: which bundle versions answer, and how they fare; the worst first. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {"正在运行的路由包及其状况", "The bundles that run, and how they fare"})
final class StatusCommand implements Callable<Integer> {

    private static final int EVERY = 2_000;
    // Home, then line by line, then what is left below: nothing is blank in between.
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";
    private static final String CLEAR = "\u001b[2J";

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Option(names = "--watch", description = "每 2 秒刷新，Ctrl-C 结束 / again every 2 s until Ctrl-C")
    private boolean watch;

    @Option(names = "--times", hidden = true, description = "只刷新这么多次 / only so often")
    private int times = Integer.MAX_VALUE;

    @Override
    public Integer call() throws InterruptedException {
        if (!watch) {
            once(read());
            return Exit.OK;
        }
        boolean terminal = CommandLine.Help.Ansi.AUTO.enabled() && !reading.json();
        if (terminal) {
            reading.out().print(CLEAR);
        }
        for (int turn = 1; turn <= times; turn++) {
            if (reading.json()) {
                reading.data(read(), "");
            } else {
                print(block(), terminal);
            }
            reading.out().flush();
            if (turn < times) {
                Thread.sleep(EVERY);
            }
        }
        return Exit.OK;
    }

    private void once(Map<String, @Nullable Object> status) {
        if (reading.json()) {
            reading.data(status, "");
            return;
        }
        List<String> lines = lines(status);
        if (lines.isEmpty()) {
            reading.note(Text.of("没有运行中的路由包", "No bundle runs"));
        }
        lines.forEach(reading.out()::println);
    }

    private Map<String, @Nullable Object> read() {
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put(
                "items",
                Server.expect(server.get("/api/v1/bundles", reading, "engineer"), reading)
                        .list("items"));
        status.put(
                "status",
                Server.expect(server.get("/api/v1/status", reading, "engineer"), reading)
                        .list("items"));
        status.put(
                "behind",
                Server.expect(server.get("/api/v1/status/behind", reading, "engineer"), reading)
                        .list("items"));
        status.put(
                "nodes",
                Server.expect(server.get("/api/v1/nodes", reading, "engineer"), reading)
                        .list("items"));
        return status;
    }

    private List<String> lines(Map<String, @Nullable Object> status) {
        StatusView view = new StatusView(reading);
        List<String> lines = view.behind(list(status.get("behind")));
        new NodesView(reading, list(status.get("nodes")))
                .sentence()
                .ifPresent(sentence -> lines.add(
                        "! " + reading.say(sentence) + reading.say(Text.of("；见 hub nodes", "; see hub nodes"))));
        lines.addAll(view.lines(list(status.get("items")), list(status.get("status"))));
        return lines;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** While it watches, a hub that restarts is part of what it sees. */
    private List<String> block() {
        try {
            return lines(read());
        } catch (Refusal refusal) {
            if (refusal.exitCode() != Exit.UNREACHABLE) {
                throw refusal;
            }
            return List.of(String.valueOf(refusal.getMessage()));
        }
    }

    private void print(List<String> block, boolean terminal) {
        PrintWriter out = reading.out();
        String head = LocalTime.now(ZoneId.systemDefault())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        if (!terminal) {
            out.println("-- " + head);
            block.forEach(out::println);
            return;
        }
        StringBuilder screen = new StringBuilder(HOME);
        screen.append(head).append(REST_OF_LINE).append('\n');
        block.forEach(line -> screen.append(line).append(REST_OF_LINE).append('\n'));
        out.print(screen.append(REST_OF_SCREEN));
    }
}
