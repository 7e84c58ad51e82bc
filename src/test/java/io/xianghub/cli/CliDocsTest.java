package io.xianghub.cli;

import io.xianghub.GeneratedDocsTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CliDocsTest {

    @Test
    void theCommandLinePageIsFresh() throws IOException {
        CommandLine hub = Hub.commandLine();
        StringBuilder page =
                new StringBuilder("# The command line `bin/hub`\n\nThis page is written from the code.\n\n");
        append(page, hub);
        hub.getSubcommands().values().stream().distinct().forEach(command -> {
            append(page, command);
            command.getSubcommands().values().stream().distinct().forEach(below -> append(page, below));
        });
        GeneratedDocsTest.checkFresh(Path.of("docs/reference/cli.md"), page.toString());
    }

    private static void append(StringBuilder page, CommandLine command) {
        command.setUsageHelpWidth(110);
        page.append("## ")
                .append(command.getCommandSpec().qualifiedName())
                .append("\n\n```\n")
                .append(command.getUsageMessage(CommandLine.Help.Ansi.OFF)
                        .stripTrailing()
                        .replaceAll("(?m)[ \t]+$", ""))
                .append("\n```\n\n");
    }
}
