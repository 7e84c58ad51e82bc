package io.xianghub.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hub trace}: which steps an exchange took, or the last exchanges of a bundle; shapes and times, never a value. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {"一条流水走过的步骤，或路由包最近的流水", "The steps that an exchange took, or a bundle's last exchanges"})
final class TraceCommand extends FollowingCommand {

    @Parameters(paramLabel = "<exchange|bundle>")
    private String what = "";

    @Override
    public Integer call() {
        if (ExplainCommand.isExchange(what)) {
            Server.Answer row = ExplainCommand.row(server, reading, what);
            show(get("/api/v1/bundles/" + row.map().get("bundle") + "/traces/" + what)
                    .map());
        } else {
            follow("/api/v1/bundles/" + what + "/traces");
        }
        return Exit.OK;
    }

    @Override
    void tell(Map<?, ?> trace) {
        new TraceText(reading).lines(trace).forEach(reading.out()::println);
    }
}
