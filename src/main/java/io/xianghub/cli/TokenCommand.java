package io.xianghub.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hub token}: an access token to call the hub with. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {"取得访问令牌", "Prints an access token"})
final class TokenCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Override
    public Integer call() {
        String token = server.accessToken(reading, "citizen");
        reading.data(Map.of("access_token", token), token);
        return Exit.OK;
    }
}
