package io.xianghub.cli;

import picocli.CommandLine.Command;

/** {@code hub key}: the keys that bundles are signed with. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        subcommands = KeyGenerateCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {"签名密钥", "The keys that bundles are signed with"})
final class KeyCommand {}
