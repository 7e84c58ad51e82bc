package io.xianghub.cli;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hub push}: submits one row of a department as a message. */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = {"提交一条部门消息", "Submits one row of a department as a message"})
final class PushCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final Server server = new Server();

    @Parameters(index = "0", paramLabel = "<bundle>")
    private String bundle = "";

    @Parameters(index = "1", paramLabel = "<message>")
    private String message = "";

    @Parameters(index = "2", paramLabel = "<row.json>", description = "部门的一行 / the department's row")
    private Path row = Path.of("row.json");

    @Override
    public Integer call() {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("bundle", bundle);
        body.put("message", message);
        body.put("row", readRow());
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        Server.Answer answer = Server.expect(
                server.post("/api/v1/messages", "application/json", bytes, reading, "department"), reading);
        reading.data(answer.body(), String.join("\n", new PushText(reading).lines(answer.map())));
        return Exit.OK;
    }

    private @Nullable Object readRow() {
        try {
            return Json.parse(Files.readAllBytes(row));
        } catch (IOException unreadable) {
            throw new Refusal(Exit.NOT_FOUND, reading.say(Text.of("无法读取 %s", "Cannot read %s", row)));
        } catch (Malformed wrong) {
            throw new Refusal(Exit.FAILED, row + ": " + reading.say(wrong.text()));
        }
    }
}
