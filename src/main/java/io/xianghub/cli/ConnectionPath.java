package io.xianghub.cli;

import io.xianghub.shared.Text;
import picocli.CommandLine.Parameters;

/** The connection that a command is about. */
final class ConnectionPath {

    @Parameters(paramLabel = "<bundle>/<connection>", description = "例如 medical-insurance/core / such as that")
    private String named = "";

    String path(Reading reading) {
        if (!named.matches("[a-z0-9-]+/[A-Za-z0-9_.-]+")) {
            throw new Refusal(
                    Exit.USAGE,
                    reading.say(
                            Text.of("连接写作 <路由包>/<连接>，而不是 %s", "A connection is <bundle>/<connection>, not %s", named)));
        }
        return "/api/v1/connections/" + named;
    }
}
