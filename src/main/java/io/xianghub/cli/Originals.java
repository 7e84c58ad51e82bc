package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The answers of an exchange that could not be read and are kept as they came. */
record Originals(Reading reading, Server server, String exchange) {

    /** What is kept and how to get it; nothing where there is none. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Map<?, ?> one : kept()) {
            lines.add(reading.say(Text.of(
                    "原文：部门应答的 %s 字节已留存至 %s（SHA-256 %s）；%s",
                    "Original: the %s bytes that the department answered are kept until %s (SHA-256 %s); %s",
                    String.valueOf(one.get("bytes")),
                    Reading.time(one.get("keptUntil")),
                    String.valueOf(one.get("sha256")),
                    reading.say(Reading.text(one.get("why"))))));
        }
        if (!lines.isEmpty()) {
            lines.add(reading.say(Text.of(
                    "取出原文：bin/hub explain %s --save <文件>", "To get it: bin/hub explain %s --save <file>", exchange)));
        }
        return lines;
    }

    /** Saves the last of them into a new file. */
    void save(Path file) {
        List<Map<?, ?>> kept = kept();
        if (kept.isEmpty()) {
            throw new Refusal(
                    Exit.NOT_FOUND,
                    reading.say(Text.of(
                            "流水 %s 没有留存的应答，或已过留存期",
                            "No answer of the exchange %s is kept, or its time has passed", exchange)));
        }
        Map<?, ?> last = kept.get(kept.size() - 1);
        byte[] bytes = server.download(path() + "/" + last.get("number"), reading, "engineer");
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException there) {
            throw new Refusal(Exit.CONFLICT, reading.say(Text.of("文件 %s 已存在", "The file %s is there already", file)));
        } catch (IOException notWritten) {
            throw new Refusal(Exit.FAILED, reading.say(Text.of("无法写入 %s", "Cannot write %s", file)));
        }
        reading.note(Text.of("已存入 %s（%d 字节）", "Saved to %s (%d bytes)", file, bytes.length));
    }

    private List<Map<?, ?>> kept() {
        List<Map<?, ?>> kept = new ArrayList<>();
        Server.expect(server.get(path(), reading, "engineer"), reading)
                .list("items")
                .forEach(item -> {
                    if (item instanceof Map<?, ?> one) {
                        kept.add(one);
                    }
                });
        return kept;
    }

    private String path() {
        return "/api/v1/exchanges/" + exchange + "/originals";
    }
}
