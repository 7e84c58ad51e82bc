package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HubCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void findsNothingWrongWithTheBundlesOfTheTree() {
        assertThat(hub("validate", "--lang", "en")).as(err.toString()).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("medical-insurance").contains("0 errors");
    }

    @Test
    void printsFileLineAndRemedyOfABrokenRoute(@TempDir Path copy) throws IOException, Malformed {
        BundleCopy.copy("routes/medical-insurance", copy);
        BundleCopy.copy("mappings/medical-insurance", copy);
        Path route = copy.resolve("routes/medical-insurance/insured-person.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("mapping:person-answer", "mapping:none"));

        int exit = hub("validate", "--folder", copy.toString(), "--lang", "zh", "--json");

        assertThat(exit).isEqualTo(Exit.FINDINGS);
        assertThat(err.toString())
                .contains("routes/medical-insurance/insured-person.camel.yaml:8:")
                .contains("没有映射 none")
                .contains("→");
        assertThat((Map<?, ?>) Json.parse(out.toString())).extracting("errors").isEqualTo(1L);
    }

    @Test
    void looksAtTheSimulatorToo(@TempDir Path copy) throws IOException {
        BundleCopy.copy("routes/city-window", copy);
        BundleCopy.copy("mappings/city-window", copy);
        Path simulator = copy.resolve("routes/city-window/simulator/simulator.yaml");
        String right = Files.readString(simulator);
        Files.writeString(simulator, right.replace("      secret: simulated-window\n", ""));

        assertThat(hub("validate", "city-window", "--folder", copy.toString(), "--lang", "en"))
                .isEqualTo(Exit.OK);
        assertThat(err.toString())
                .contains("The connection window uses secret, which its simulator does not give")
                .contains("Write secret under binding in simulator.yaml");

        Files.writeString(simulator, right.replace("stubs: stubs", "stub: stubs"));
        assertThat(hub("validate", "city-window", "--folder", copy.toString(), "--lang", "en"))
                .isEqualTo(Exit.FINDINGS);
        assertThat(err.toString()).contains("simulator.yaml:5:5: error: window: unknown key stub");
    }

    @Test
    void saysWhichBundleThereIsNot() {
        assertThat(hub("validate", "no-such", "--lang", "en")).isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("There is no bundle no-such");
    }

    @Test
    void speaksTheLanguageThatIsAskedForBeforeTheCommand() {
        assertThat(hub("--lang", "zh", "validate", "no-such")).isEqualTo(Exit.NOT_FOUND);
        assertThat(hub("--lang", "zh", "validate", "no-such", "--lang", "en")).isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("没有路由包 no-such").contains("There is no bundle no-such");
    }

    @Test
    void saysThatTheHubIsNotRunning() {
        assertThat(hub("status", "--server", "http://127.0.0.1:1", "--lang", "en"))
                .isEqualTo(Exit.UNREACHABLE);
        assertThat(err.toString()).contains("Cannot reach http://127.0.0.1:1").contains("mvn spring-boot:run");
    }

    @Test
    void refusesAnUnknownCommandAsUsage() {
        assertThat(hub("fly")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void setsUpOnlyTheCommandThatIsAskedFor() {
        assertThat(Hub.commandFor(new String[] {"validate", "x"}).getSubcommands())
                .containsOnlyKeys("validate");
        assertThat(Hub.commandFor(new String[] {"help", "validate"}).getSubcommands())
                .containsKeys("init", "help", "sync");
        assertThat(Hub.commandFor(new String[] {"--lang", "en"}).getSubcommands())
                .hasSameSizeAs(Hub.commandLine().getSubcommands());
    }

    @Test
    void callsEachCommandByItsOwnName() {
        Hub.commandLine().getSubcommands().forEach((name, command) -> assertThat(command.getCommandName())
                .isEqualTo(name));
    }

    private int hub(String... arguments) {
        return Hub.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
