package io.xianghub.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code hub}: what engineers and operators do from a terminal. Offline commands start no server and no container. */
@Command(
        name = "hub",
        mixinStandardHelpOptions = true,
        versionProvider = HubVersion.class,
        description = {"湘枢命令行", "The command line of XiangHub"},
        subcommands = {
            InitCommand.class,
            ValidateCommand.class,
            TestCommand.class,
            MapCommand.class,
            PlanCommand.class,
            KeyCommand.class,
            SignCommand.class,
            VerifyCommand.class,
            DeployCommand.class,
            RollbackCommand.class,
            CandidateCommand.class,
            UndeployCommand.class,
            ReceiptsCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            TraceCommand.class,
            ExplainCommand.class,
            ConnectionCommand.class,
            TokenCommand.class,
            PushCommand.class,
            SyncCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        },
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

    private Hub() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Hub())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return failure instanceof Refusal refusal ? refusal.exitCode() : Exit.FAILED;
                });
    }
}
