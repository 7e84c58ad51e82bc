package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class UsageErrorsTest {

    private static String first(Locale locale, String arguments) {
        StringWriter err = new StringWriter();
        CommandLine hub = Hub.commandLine(locale).setErr(new PrintWriter(err));
        assertThat(hub.execute(arguments.split(" "))).isEqualTo(Exit.USAGE);
        return err.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            validate --fly            | 没有这个选项：--fly                       | No such option: --fly
            fly                       | 没有这个命令，或多余的参数：fly           | No such command, or one word too many: fly
            help fly                  | 没有这个命令：fly                         | No such command: fly
            plan                      | 还须写明 <bundle>                         | Missing: <bundle>
            map                       | 还须写明子命令                            | A subcommand is missing
            status --lang fr          | --lang 只能是 zh, en，不是 fr             | --lang is one of zh, en, not fr
            sync a b --wait soon      | --wait 应为时长，如 PT10M，不是 soon      | --wait is a duration such as PT10M, not soon
            receipts a --limit many   | --limit 应为整数，不是 many               | --limit is a whole number, not many
            status --lang zh --lang en | --lang 只能写一次                        | --lang may stand only once
            deploy a --canary 10 --shadow 100 | 只能写其中之一：--canary, --shadow | Only one may stand of --canary, --shadow
            """)
    void saysInOneLanguageWhatIsWrongWithTheWordsOfACommand(String arguments, String chinese, String english) {
        assertThat(first(Locale.SIMPLIFIED_CHINESE, arguments).lines()).first().isEqualTo(chinese);
        assertThat(first(Locale.ENGLISH, arguments).lines()).first().isEqualTo(english);
    }

    @Test
    void showsHowTheCommandIsWrittenOrWhichWasPerhapsMeant() {
        assertThat(first(Locale.SIMPLIFIED_CHINESE, "plan")).contains("用法：hub plan");
        assertThat(first(Locale.SIMPLIFIED_CHINESE, "stauts")).contains("是不是：").contains("status");
    }
}
