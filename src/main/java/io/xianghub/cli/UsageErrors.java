package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the words of a command, and how they should be, in the language of its help. */
final class UsageErrors implements IParameterExceptionHandler {

    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    private static final Pattern UNKNOWN = Pattern.compile("Unknown subcommand '(.*)'\\.");
    private static final Map<Class<?>, Text> EXPECTED = Map.of(
            int.class, new Text("整数", "a whole number"),
            Duration.class, new Text("时长，如 PT10M", "a duration such as PT10M"));

    private final Locale locale;

    UsageErrors(Locale locale) {
        this.locale = locale;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(message(wrong).in(locale));
        List<String> meant =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (meant.isEmpty()) {
            command.usage(command.getErr());
        } else {
            command.getErr()
                    .println(Text.of("是不是：%s", "Did you mean: %s", String.join(", ", meant))
                            .in(locale));
        }
        return Exit.USAGE;
    }

    private static Text message(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String words = String.join(" ", unmatched.getUnmatched());
            return unmatched.isUnknownOption()
                    ? Text.of("没有这个选项：%s", "No such option: %s", words)
                    : Text.of("没有这个命令，或多余的参数：%s", "No such command, or one word too many: %s", words);
        }
        if (wrong instanceof MissingParameterException missing) {
            return Text.of(
                    "还须写明 %s",
                    "Missing: %s",
                    missing.getMissing().stream().map(UsageErrors::named).collect(Collectors.joining(" ")));
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return Text.of("%s 只能写一次", "%s may stand only once", named(twice.getOverwritten()));
        }
        if (wrong instanceof MutuallyExclusiveArgsException) {
            String options = OPTION.matcher(wrong.getMessage())
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .collect(Collectors.joining(", "));
            return Text.of("只能写其中之一：%s", "Only one may stand of %s", options);
        }
        return Optional.ofNullable(wrong.getArgSpec())
                .filter(argument -> wrong.getValue() != null)
                .map(argument -> value(argument, wrong))
                .orElseGet(() -> plain(String.valueOf(wrong.getMessage())));
    }

    /** Of what picocli has no kind for, or a command says itself. */
    private static Text plain(String message) {
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.matches()) {
            return Text.of("没有这个命令：%s", "No such command: %s", unknown.group(1));
        }
        return message.equals("Missing required subcommand")
                ? new Text("还须写明子命令", "A subcommand is missing")
                : new Text(message, message);
    }

    private static Text value(ArgSpec argument, ParameterException wrong) {
        Object[] constants = argument.type().getEnumConstants();
        if (constants == null) {
            Text expected = EXPECTED.getOrDefault(argument.type(), new Text("别的内容", "something else"));
            return new Text(
                    "%s 应为%s，不是 %s".formatted(named(argument), expected.zh(), wrong.getValue()),
                    "%s is %s, not %s".formatted(named(argument), expected.en(), wrong.getValue()));
        }
        String allowed = Arrays.stream(constants)
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return Text.of(
                "%1$s 只能是 %2$s，不是 %3$s", "%1$s is one of %2$s, not %3$s", named(argument), allowed, wrong.getValue());
    }

    private static String named(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
