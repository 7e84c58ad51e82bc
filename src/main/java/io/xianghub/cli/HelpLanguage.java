package io.xianghub.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help in one of the two languages that its texts are written in. */
final class HelpLanguage {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern BOTH = Pattern.compile("(%n)?(\\p{IsHan}+) (.+)", Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("(?m)^(\\p{IsHan}+) ([A-Z][a-z]+):$");
    private static final String SIDES = " / ";

    /** What picocli itself says. */
    private static final Map<String, String> STANDARD = Map.of(
            "Show this help message and exit.", "显示本帮助",
            "Print version information and exit.", "显示版本",
            "Display help information about the specified command.", "显示某个命令的帮助",
            "Generate bash/zsh completion script for ${ROOT-COMMAND-NAME:-the root command of this command}.",
                    "生成 bash/zsh 的命令补全脚本");

    private final boolean chinese;

    private HelpLanguage(Locale locale) {
        this.chinese = !"en".equals(locale.getLanguage());
    }

    /** What {@code --lang} asks for, wherever it stands; else what the environment says. */
    static Locale of(String[] arguments, Map<String, String> environment) {
        for (int i = 0; i < arguments.length; i++) {
            String value = arguments[i].startsWith("--lang=")
                    ? arguments[i].substring("--lang=".length())
                    : arguments[i].equals("--lang") && i + 1 < arguments.length ? arguments[i + 1] : "";
            if (value.equalsIgnoreCase("en")) {
                return Locale.ENGLISH;
            }
            if (value.equalsIgnoreCase("zh")) {
                return Locale.SIMPLIFIED_CHINESE;
            }
        }
        return Reading.ofEnvironment(environment);
    }

    /** Without {@code --lang}, which is heard by now, for those commands that are not the hub's own. */
    static String[] heard(String[] arguments) {
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--lang")) {
                i++;
            } else if (!arguments[i].startsWith("--lang=")) {
                rest.add(arguments[i]);
            }
        }
        return rest.toArray(String[]::new);
    }

    /** The command and all below it help and complain in this language only. */
    static CommandLine in(Locale locale, CommandLine command) {
        HelpLanguage language = new HelpLanguage(locale);
        language.usage(command);
        return command.setHelpFactory((spec, colours) -> new Translated(spec, colours, language))
                .setParameterExceptionHandler(new UsageErrors(locale));
    }

    private void usage(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.header(lines(usage.header()));
        usage.description(lines(usage.description()));
        usage.exitCodeListHeading(both(usage.exitCodeListHeading()));
        Map<String, String> codes = new LinkedHashMap<>();
        usage.exitCodeList().forEach((code, words) -> codes.put(code, both(words)));
        usage.exitCodeList(codes);
        if (chinese) {
            usage.synopsisHeading("用法：");
            usage.commandListHeading("命令：%n");
        }
        command.getSubcommands().values().forEach(this::usage);
    }

    /** Of lines in both languages those in this one, and of a line with both its half. */
    String[] lines(String[] lines) {
        boolean both = Arrays.stream(lines).anyMatch(HelpLanguage::isChinese)
                && !Arrays.stream(lines).allMatch(HelpLanguage::isChinese);
        return Arrays.stream(lines)
                .filter(line -> !both || isChinese(line) == chinese)
                .map(this::half)
                .toArray(String[]::new);
    }

    private String half(String line) {
        int between = line.indexOf(SIDES);
        if (between < 0 || !isChinese(line.substring(0, between))) {
            return chinese ? STANDARD.getOrDefault(line, line) : line;
        }
        String english = line.substring(between + SIDES.length());
        return chinese ? line.substring(0, between) : english;
    }

    /** {@code 成功 ok}. */
    private String both(String words) {
        Matcher both = BOTH.matcher(words);
        if (!both.matches()) {
            return words;
        }
        String begin = both.group(1) == null ? "" : both.group(1);
        return begin + (chinese ? both.group(2) + (words.endsWith(":%n") ? "：%n" : "") : both.group(3));
    }

    private static boolean isChinese(String line) {
        return HAN.matcher(line).find();
    }

    /** Renders each option and parameter as one whose description is in one language. */
    private static final class Translated extends Help {

        private final HelpLanguage language;

        Translated(CommandSpec spec, ColorScheme colours, HelpLanguage language) {
            super(spec, colours);
            this.language = language;
        }

        /** The headings of groups can be told only here. */
        @Override
        public String optionList() {
            return HEADING.matcher(super.optionList()).replaceAll(language.chinese ? "$1：" : "$2:");
        }

        @Override
        public IOptionRenderer createDefaultOptionRenderer() {
            IOptionRenderer renderer = super.createDefaultOptionRenderer();
            return (option, labels, colours) -> renderer.render(
                    option.toBuilder()
                            .names(option.names())
                            .description(language.lines(option.description()))
                            .build(),
                    labels,
                    colours);
        }

        @Override
        public IParameterRenderer createDefaultParameterRenderer() {
            IParameterRenderer renderer = super.createDefaultParameterRenderer();
            return (parameter, labels, colours) -> renderer.render(
                    parameter.toBuilder()
                            .description(language.lines(parameter.description()))
                            .build(),
                    labels,
                    colours);
        }
    }
}
