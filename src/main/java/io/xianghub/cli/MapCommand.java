package io.xianghub.cli;

import picocli.CommandLine.Command;

/** {@code hub map}: what a bundle's mappings do. */
@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        subcommands = {MapPreviewCommand.class, MapLineageCommand.class, MapTableCommand.class, MapSchemaCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        description = {"查看映射", "Shows what a bundle's mappings do"})
final class MapCommand {}
