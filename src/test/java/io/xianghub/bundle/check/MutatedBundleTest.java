package io.xianghub.bundle.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to a sound bundle's bytes, reading and checking it ends in a bundle or in findings, never in an exception. */
class MutatedBundleTest {

    private static final List<BundleFiles> SOUND = BundleFiles.names(Path.of(".")).stream()
            .map(name -> BundleFiles.read(Path.of("."), name, new Findings()).orElseThrow())
            .toList();
    private static final byte[] ZIP = SOUND.get(0).zip();
    private static final List<Source> SOURCES = SOUND.stream()
            .flatMap(bundle -> bundle.files().keySet().stream()
                    .filter(path -> path.endsWith(".yaml") || path.endsWith(".csv"))
                    .filter(path -> !bundle.trial(path))
                    .map(path -> new Source(bundle, path)))
            .toList();
    private static final List<String> VALUES = List.of(
            "",
            " ~",
            " []",
            " {}",
            " [1, [x]]",
            " {a: {b: c}}",
            " \"\"",
            " 1e50",
            " -1",
            " 2026-01-01",
            " \"${\"",
            " |\n  x",
            " ${body",
            " 0x7fffffffffffffff",
            " .inf",
            " '\u3000'",
            " {\"\": \"\"}",
            " [~, true]",
            " a/../b",
            " %s%n");

    /** One file of one of the sound bundles. */
    record Source(BundleFiles bundle, String path) {

        static Source at(double where) {
            return SOURCES.get((int) (where * SOURCES.size()));
        }

        byte[] bytes() {
            return bundle.file(path).orElseThrow();
        }
    }

    /** One change: the Latin-1 bytes that are put at which part of the whole, in place of how much. */
    record Change(double where, int removed, String put) {

        byte[] in(byte[] bytes) {
            byte[] more = put.getBytes(StandardCharsets.ISO_8859_1);
            int from = (int) (where * bytes.length);
            int to = Math.min(bytes.length, from + removed);
            byte[] changed = Arrays.copyOf(bytes, from + more.length + bytes.length - to);
            System.arraycopy(more, 0, changed, from, more.length);
            System.arraycopy(bytes, to, changed, from + more.length, bytes.length - to);
            return changed;
        }
    }

    @Property(tries = 2_000)
    void aMutatedZipIsABundleOrHasFindings(@ForAll("changes") List<Change> changes) {
        byte[] zip = ZIP;
        for (Change change : changes) {
            zip = change.in(zip);
        }
        Findings findings = new Findings();

        Optional<BundleFiles> files = BundleFiles.unzip(zip, findings);

        assertThat(files.isPresent()).isEqualTo(!findings.hasErrors());
        findings.all().forEach(MutatedBundleTest::complete);
    }

    @Property(tries = 300)
    void aBundleWithMutatedBytesIsSoundOrHasFindings(
            @ForAll("changes") List<Change> changes, @ForAll("places") double where) {
        Source source = Source.at(where);
        byte[] bytes = source.bytes();
        for (Change change : changes) {
            bytes = change.in(bytes);
        }
        check(source, bytes);
    }

    @Property(tries = 500)
    void aBundleWithAnotherValueIsSoundOrHasFindings(
            @ForAll("places") double where, @ForAll("places") double place, @ForAll("values") String value) {
        Source source = Source.at(where);
        List<String> lines = new ArrayList<>(
                new String(source.bytes(), StandardCharsets.UTF_8).lines().toList());
        int line = (int) (place * lines.size());
        String text = lines.get(line);
        lines.set(line, text.substring(0, text.indexOf(':') + 1) + value);

        check(source, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static void check(Source source, byte[] bytes) {
        SortedMap<String, byte[]> files = new TreeMap<>(source.bundle().files());
        files.put(source.path(), bytes);
        Findings findings = new Findings();

        Optional<CheckedBundle> checked =
                BundleCheck.check(new BundleFiles(source.bundle().name(), files), findings, Clock.systemUTC());

        assertThat(checked.isPresent()).isEqualTo(!findings.hasErrors());
        findings.all().forEach(MutatedBundleTest::complete);
    }

    private static void complete(Finding finding) {
        assertThat(finding.file()).isNotBlank();
        assertThat(finding.code()).isNotBlank();
        assertThat(finding.message().zh()).isNotBlank();
        assertThat(finding.remedy().en()).isNotBlank();
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<String> put =
                Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(4);
        return Combinators.combine(places(), Arbitraries.integers().between(0, 4), put)
                .as(Change::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(VALUES);
    }

    @Provide
    Arbitrary<Double> places() {
        return Arbitraries.doubles().between(0, true, 1, false);
    }
}
