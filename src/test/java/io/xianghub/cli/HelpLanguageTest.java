package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpLanguageTest {

    private static List<String> help(Locale locale) {
        List<String> pages = new ArrayList<>();
        add(pages, Hub.commandLine(locale));
        return pages;
    }

    private static void add(List<String> pages, CommandLine command) {
        pages.add(command.getUsageMessage(CommandLine.Help.Ansi.OFF));
        command.getSubcommands().values().forEach(below -> add(pages, below));
    }

    @Test
    void englishHelpHasNoChineseInIt() {
        assertThat(help(Locale.ENGLISH)).hasSizeGreaterThan(20).allSatisfy(page -> assertThat(page)
                .doesNotContainPattern("\\p{IsHan}")
                .contains("Usage: hub"));
    }

    @Test
    void chineseHelpSaysNothingInEnglishThatItSaysInChinese() {
        List<String> pages = help(Locale.SIMPLIFIED_CHINESE);

        assertThat(pages).hasSizeGreaterThan(20).allSatisfy(page -> assertThat(page)
                .contains("用法：hub")
                .doesNotContain(" / ", "Show this help", "Print version", "Samples", "Choice", "Owner"));
        assertThat(pages.get(0))
                .contains("离线检查路由包", "退出码：", "0   成功")
                .doesNotContain("Checks bundles", "Commands:", " ok");
        assertThat(pages).anySatisfy(page -> assertThat(page).contains("路由包最近发生的事"));
    }

    @Test
    void theCommandListIsInTheLanguageThatIsAskedFor() {
        assertThat(HelpLanguage.heard(new String[] {"help", "--lang", "en", "init", "--lang=zh"}))
                .containsExactly("help", "init");
        assertThat(HelpLanguage.of(new String[] {"help", "--lang", "en"}, Map.of("LANG", "zh_CN.UTF-8")))
                .isEqualTo(Locale.ENGLISH);
        assertThat(HelpLanguage.of(new String[] {"--lang=ZH", "help"}, Map.of()))
                .isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(HelpLanguage.of(new String[] {"--help"}, Map.of("LANG", "zh_CN.UTF-8")))
                .isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(help(Locale.ENGLISH).get(0)).containsPattern(Pattern.compile("validate +Checks bundles offline"));
    }
}
