package io.xianghub.cli;

import picocli.CommandLine.Command;

/** {@code hub connection}: where a bundle's connections lead, and whether the way there works. */
@Command(
        name = "connection",
        mixinStandardHelpOptions = true,
        description = {"查看、测试到部门系统的连接", "Shows and tests the connections to departments' systems"},
        subcommands = {ConnectionListCommand.class, ConnectionShowCommand.class, ConnectionTestCommand.class})
final class ConnectionCommand {}
