package io.xianghub.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.sample.Coverage;
import io.xianghub.bundle.sample.OfflineSamples;
import io.xianghub.bundle.sample.SampleLimits;
import io.xianghub.bundle.sample.SampleReport;
import io.xianghub.bundle.sample.SampleResult;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every sample and case of every bundle in the tree is a test, and every mapping and every input has at least one. */
class SamplesOfTheTreeTest {

    private static final Path TREE = Path.of(".");

    @TestFactory
    Stream<DynamicTest> everySampleComesOutAsItSays() {
        return BundleFiles.names(TREE).stream().flatMap(SamplesOfTheTreeTest::tests);
    }

    private static Stream<DynamicTest> tests(BundleName name) {
        Findings findings = new Findings();
        BundleFiles files = BundleFiles.read(TREE, name, findings).orElseThrow();
        CheckedBundle bundle = BundleCheck.check(files, findings, Clock.systemUTC())
                .orElseThrow(() -> new AssertionError(findings.all().toString()));
        SampleReport report = OfflineSamples.run(bundle, SampleLimits.DEFAULT);
        Stream<DynamicTest> samples = report.samples().stream()
                .map(sample -> DynamicTest.dynamicTest(name + " " + sample.name(), () -> passes(sample)));
        return Stream.concat(
                samples, Stream.of(DynamicTest.dynamicTest(name + " has samples of everything", () -> covers(report))));
    }

    private static void passes(SampleResult sample) {
        assertThat(sample.trouble()).as(sample.file()).isNull();
        assertThat(sample.unmet()).as(sample.file()).isEmpty();
    }

    private static void covers(SampleReport report) {
        assertThat(report.coverage().parts())
                .filteredOn(part -> part.kind() == Coverage.Kind.INPUT
                        || part.kind() == Coverage.Kind.ROUTE
                        || part.kind() == Coverage.Kind.SOURCE)
                .allSatisfy(part -> assertThat(part.untouched())
                        .as("%s %s", part.kind().word(), part.of())
                        .isEmpty());
    }
}
