package io.xianghub.bundle.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which answers of a real bundle a change of it changes. */
class AnswerChangesTest {

    private static final BundleName NAME = new BundleName("medical-insurance");
    private static final String MAPPING = "mappings/medical-insurance/person-answer.map.yaml";
    private static final String CASE = "routes/medical-insurance/cases/getInsuredPerson/success/";

    private final BundleFiles files =
            BundleFiles.read(Path.of("."), NAME, new Findings()).orElseThrow();

    private BundleFiles with(String path, String from, String to) {
        return with(files, path, from, to);
    }

    private static BundleFiles with(BundleFiles files, String path, String from, String to) {
        SortedMap<String, byte[]> changed = new TreeMap<>(files.files());
        String before = new String(changed.get(path), StandardCharsets.UTF_8);
        assertThat(before).contains(from);
        changed.put(path, before.replace(from, to).getBytes(StandardCharsets.UTF_8));
        return new BundleFiles(NAME, changed);
    }

    private static CheckedBundle checked(BundleFiles files) {
        Findings findings = new Findings();
        return BundleCheck.check(files, findings, Clock.systemUTC())
                .orElseThrow(() -> new AssertionError(findings.all()));
    }

    private static List<AnswerChange> between(BundleFiles running, BundleFiles next) {
        return new AnswerChanges(Clock.systemUTC()).between(checked(running), checked(next));
    }

    private static List<String> words(List<AnswerChange> changes) {
        return changes.stream()
                .map(one -> one.difference().word() + " " + one.of() + " " + one.file() + " " + one.path())
                .toList();
    }

    @Test
    void namesTheFieldWhoseMaskWasTakenAway() {
        BundleFiles bare = with(MAPPING, "mask: name", "max: 9");

        List<AnswerChange> changes = between(files, bare);

        assertThat(words(changes))
                .containsExactlyInAnyOrder(
                        "changed getInsuredPerson answer name", "changed mapping:person-answer answer name");
        assertThat(changes).allSatisfy(change -> assertThat(change.samples()).isPositive());
        assertThat(changes.toString()).doesNotContain("测");
    }

    @Test
    void namesItAlsoWhereTheExpectationsWereMendedAlready() {
        BundleFiles bare = with(MAPPING, "mask: name", "max: 9");
        BundleFiles mended = with(bare, CASE + "answer.json", "测*甲", "测试甲");

        assertThat(between(files, mended)).isEqualTo(between(files, bare));
    }

    @Test
    void saysWhatIsSentToTheDepartmentOtherwise() {
        BundleFiles other = with("routes/medical-insurance/bundle.yaml", "infno: \"1101\"", "infno: \"1102\"");

        assertThat(words(between(files, other)))
                .contains("changed getInsuredPerson legacy-1.sent infno")
                .noneSatisfy(change -> assertThat(change).contains(" answer "));
    }

    @Test
    void findsNothingWhereAChangeMakesNoDifferenceAndComparesNothingWhereNoneIsMade() {
        assertThat(between(files, with(MAPPING, "mask: name", "mask:  name"))).isEmpty();
        assertThat(between(files, with(CASE + "answer.json", "测*甲", "测*乙"))).isNull();
    }

    @Test
    void leavesOutSamplesThatTheVersionThatAnswersCannotRun() {
        SortedMap<String, byte[]> without =
                new TreeMap<>(with(MAPPING, "mask: name", "max: 9").files());
        without.put(
                "mappings/medical-insurance/fresh.map.yaml",
                without.get("mappings/medical-insurance/person-request.map.yaml"));
        without.keySet().stream()
                .filter(path -> path.startsWith("mappings/medical-insurance/samples/person-request/"))
                .toList()
                .forEach(path -> without.put(path.replace("person-request", "fresh"), without.get(path)));

        assertThat(words(between(files, new BundleFiles(NAME, without))))
                .contains("changed getInsuredPerson answer name");
    }
}
