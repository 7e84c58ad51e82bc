package io.xianghub.cli;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/hub} on a tree of its own, with this test's Java. */
class LauncherTest {

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path home;

    private record Ran(int exit, String out, String err) {}

    @BeforeEach
    void compile() throws IOException, InterruptedException {
        Path classes = Path.of(
                Hub.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("target"));
        Files.copy(Path.of("bin/hub"), home.resolve("bin/hub")).toFile().setExecutable(true);
        Files.copy(Path.of("pom.xml"), home.resolve("pom.xml"));
        run(List.of(
                "cp", "-r", classes.toString(), home.resolve("target/classes").toString()));
        Files.writeString(
                home.resolve("target/hub.classpath"),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .filter(entry -> entry.endsWith(".jar"))
                        .collect(Collectors.joining(File.pathSeparator)));
    }

    private Ran hub(String... arguments) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of(home.resolve("bin/hub").toString()), Stream.of(arguments))
                .toList());
    }

    private Ran run(List<String> command) throws IOException, InterruptedException {
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().put("LC_ALL", "C");
        process.environment().remove("JAVA_TOOL_OPTIONS");
        int exit = process.start().waitFor();
        return new Ran(exit, Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
    }

    private List<Path> kept(String ending) {
        try (Stream<Path> files = Files.walk(home.resolve("target/cli"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains("preparing"))
                    .toList();
        } catch (IOException | UncheckedIOException changing) {
            return List.of();
        }
    }

    private void awaitArchives(int count) {
        await().atMost(2, MINUTES).untilAsserted(() -> {
            assertThat(kept(".jsa")).hasSize(count);
            assertThat(home.resolve("target/cli/preparing")).doesNotExist();
        });
    }

    @Test
    void answersAlikeBeforeAndBehindItsArchiveAndWhateverBecameOfIt() throws IOException, InterruptedException {
        Ran first = hub("validate", "no-such");
        assertThat(first.exit()).as(first.err()).isEqualTo(Exit.NOT_FOUND);
        assertThat(first.err()).contains("There is no bundle no-such").hasLineCount(2);
        awaitArchives(1);
        assertThat(kept("classes.jar")).hasSize(1);
        assertThat(hub("validate", "no-such")).isEqualTo(first);

        Path archive = kept(".jsa").get(0);
        archive.toFile().setWritable(true);
        long size = Files.size(archive);
        try (FileChannel torn = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            torn.truncate(size / 8);
        }
        assertThat(hub("validate", "no-such")).isEqualTo(first);
        await().atMost(2, MINUTES).untilAsserted(() -> assertThat(archive)
                .satisfies(file -> assertThat(Files.size(file)).isGreaterThan(size / 2)));
        awaitArchives(1);

        Path compiled = home.resolve("target/classes/io/xianghub/cli/Exit.class");
        Files.setLastModifiedTime(compiled, FileTime.from(Instant.now()));
        assertThat(hub("validate", "no-such")).isEqualTo(first);
        awaitArchives(2);
        assertThat(kept("classes.jar")).hasSize(2);
        assertThat(Files.readString(home.resolve("target/cli/current")).strip())
                .isNotEqualTo(archive.getParent().getFileName().toString());
        assertThat(hub("validate", "no-such")).isEqualTo(first);
    }

    @Test
    void answersWhereItCanKeepNothing() throws IOException, InterruptedException {
        Files.writeString(home.resolve("target/cli"), "in the way");

        Ran version = hub("--version");
        assertThat(version.exit()).isEqualTo(Exit.OK);
        assertThat(version.out()).matches("(?s)hub [0-9].*\nJava .*\n");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void saysWhatIsMissing() throws IOException, InterruptedException {
        Files.delete(home.resolve("target/hub.classpath"));
        Ran notBuilt = hub("validate");
        assertThat(notBuilt.exit()).isEqualTo(Exit.FAILED);
        assertThat(notBuilt.err()).contains("mvn compile").hasLineCount(1);
    }
}
