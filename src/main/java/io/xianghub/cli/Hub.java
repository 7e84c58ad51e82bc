package io.xianghub.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hub}: what engineers and operators do from a terminal. Offline commands start no server and no container. */
@Command(
        name = "hub",
        mixinStandardHelpOptions = true,
        versionProvider = HubVersion.class,
        description = {"湘枢命令行", "The command line of XiangHub"},
        exitCodeListHeading = "%n退出码 Exit codes:%n",
        exitCodeList = {
            "0:成功 ok",
            "1:失败 failed",
            "2:用法错误 usage",
            "3:检查有发现 findings",
            "4:不存在 not found",
            "5:冲突 conflict",
            "6:被拒绝 refused",
            "7:无法连接 unreachable"
        })
public final class Hub {

    private static final String HELP = "help";
    private static final String COMPLETION = "generate-completion";

    /** They tell of all others. */
    private static final Set<String> OF_PICOCLI = Set.of(HELP, COMPLETION);

    /** By the word that names each; in the order in which help lists them. */
    private static final List<Map.Entry<String, Class<?>>> COMMANDS = List.of(
            Map.entry("init", InitCommand.class),
            Map.entry("validate", ValidateCommand.class),
            Map.entry("test", TestCommand.class),
            Map.entry("map", MapCommand.class),
            Map.entry("plan", PlanCommand.class),
            Map.entry("key", KeyCommand.class),
            Map.entry("sign", SignCommand.class),
            Map.entry("verify", VerifyCommand.class),
            Map.entry("deploy", DeployCommand.class),
            Map.entry("rollback", RollbackCommand.class),
            Map.entry("candidate", CandidateCommand.class),
            Map.entry("undeploy", UndeployCommand.class),
            Map.entry("receipts", ReceiptsCommand.class),
            Map.entry("status", StatusCommand.class),
            Map.entry("nodes", NodesCommand.class),
            Map.entry("logs", LogsCommand.class),
            Map.entry("trace", TraceCommand.class),
            Map.entry("explain", ExplainCommand.class),
            Map.entry("connection", ConnectionCommand.class),
            Map.entry("token", TokenCommand.class),
            Map.entry("push", PushCommand.class),
            Map.entry("sync", SyncCommand.class),
            Map.entry(COMPLETION, AutoComplete.GenerateCompletion.class),
            Map.entry(HELP, CommandLine.HelpCommand.class));

    private Hub() {}

    /** Help knows it before anything is parsed; here it holds for the command behind it. */
    @Option(names = "--lang", description = "zh 或 en，缺省随环境 / zh or en, by the environment")
    private Reading.@Nullable Language language;

    Reading.@Nullable Language language() {
        return language;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv()));
    }

    private static int run(String[] arguments, Map<String, String> environment) {
        CommandLine hub = HelpLanguage.in(HelpLanguage.of(arguments, environment), commandFor(arguments));
        boolean own = arguments.length == 0 || !OF_PICOCLI.contains(arguments[0]);
        return hub.execute(own ? arguments : HelpLanguage.heard(arguments));
    }

    /** Whose help is in one language. */
    static CommandLine commandLine(Locale locale) {
        return HelpLanguage.in(locale, commandLine());
    }

    /** Only the command that is asked for, where one is: the others take half a second to be set up. */
    static CommandLine commandFor(String[] arguments) {
        List<Map.Entry<String, Class<?>>> asked = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && command.getKey().equals(arguments[0]))
                .filter(command -> !OF_PICOCLI.contains(command.getKey()))
                .toList();
        return with(asked.isEmpty() ? COMMANDS : asked);
    }

    static CommandLine commandLine() {
        return with(COMMANDS);
    }

    private static CommandLine with(List<Map.Entry<String, Class<?>>> commands) {
        CommandLine hub = new CommandLine(new Hub());
        commands.forEach(command -> hub.addSubcommand(command.getKey(), command.getValue()));
        return hub.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return failure instanceof Refusal refusal ? refusal.exitCode() : Exit.FAILED;
                });
    }
}
