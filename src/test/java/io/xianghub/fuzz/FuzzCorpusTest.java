package io.xianghub.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.xianghub.bundle.declaration.BundleYamlFuzz;
import io.xianghub.bundle.sample.ArchivesFuzz;
import io.xianghub.legacy.AnswersFuzz;
import io.xianghub.legacy.CertificatesFuzz;
import io.xianghub.legacy.DeclarationsFuzz;
import io.xianghub.legacy.FrameFuzz;
import io.xianghub.mapping.MappingCompilerFuzz;
import io.xianghub.mapping.SourcesFuzz;
import io.xianghub.shared.wire.CharsetsFuzz;
import io.xianghub.shared.wire.CsvFuzz;
import io.xianghub.shared.wire.FormFuzz;
import io.xianghub.shared.wire.JsonFuzz;
import io.xianghub.shared.wire.XmlFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replays in every build what the fuzzers begin with and what they have found; CONTRIBUTING.md says how they are run. */
class FuzzCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    /** So long takes only what would not end: the slowest input takes a fraction of a second. */
    private static final Duration HUNG = Duration.ofMinutes(1);

    private static final Map<String, Consumer<byte[]>> TARGETS = Map.ofEntries(
            Map.entry("answers", AnswersFuzz::fuzzerTestOneInput),
            Map.entry("archives", ArchivesFuzz::fuzzerTestOneInput),
            Map.entry("bundle-yaml", BundleYamlFuzz::fuzzerTestOneInput),
            Map.entry("certificates", CertificatesFuzz::fuzzerTestOneInput),
            Map.entry("charsets", CharsetsFuzz::fuzzerTestOneInput),
            Map.entry("csv", CsvFuzz::fuzzerTestOneInput),
            Map.entry("declarations", DeclarationsFuzz::fuzzerTestOneInput),
            Map.entry("form", FormFuzz::fuzzerTestOneInput),
            Map.entry("frame", FrameFuzz::fuzzerTestOneInput),
            Map.entry("json", JsonFuzz::fuzzerTestOneInput),
            Map.entry("mapping-compiler", MappingCompilerFuzz::fuzzerTestOneInput),
            Map.entry("sources", SourcesFuzz::fuzzerTestOneInput),
            Map.entry("xml", XmlFuzz::fuzzerTestOneInput));

    @TestFactory
    Stream<DynamicTest> everyInputEndsInAResultOrInARefusalThatSaysWhy() {
        return TARGETS.keySet().stream().sorted().flatMap(target -> files(CORPUS.resolve(target)).stream()
                .map(input ->
                        DynamicTest.dynamicTest(target + "/" + input.getFileName(), () -> replay(target, input))));
    }

    private static void replay(String target, Path input) throws IOException {
        byte[] bytes = Files.readAllBytes(input);
        assertTimeoutPreemptively(HUNG, () -> TARGETS.get(target).accept(bytes));
    }

    @Test
    void everyTargetHasInputsAndEveryFolderATarget() {
        assertThat(files(CORPUS).stream().map(folder -> folder.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
        assertThat(TARGETS.keySet())
                .allSatisfy(target ->
                        assertThat(files(CORPUS.resolve(target))).as(target).hasSizeGreaterThanOrEqualTo(3));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
