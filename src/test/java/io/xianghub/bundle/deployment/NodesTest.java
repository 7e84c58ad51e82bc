package io.xianghub.bundle.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xianghub.bundle.active.Candidate.Mode;
import io.xianghub.bundle.store.NodeRows;
import io.xianghub.bundle.store.NodeRows.Runs;
import io.xianghub.bundle.store.NodeRows.Stand;
import io.xianghub.shared.database.Dialect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes of one database: each tells of itself, and whoever asks one of them hears of both. */
class NodesTest extends TwoNodes {

    private static final Duration RARELY = Duration.ofHours(1);

    private SignOfLife ofHere(Duration every) {
        return new SignOfLife(here.nodes, here.active, "here", every);
    }

    private SignOfLife ofOther() {
        return new SignOfLife(other.nodes, other.active, "other", RARELY);
    }

    private NodeRows.Node node(String name) {
        return here.nodes.all().stream()
                .filter(one -> one.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    private List<String> runs(String name) {
        return node(name).runs().stream()
                .map(one ->
                        one.bundle() + " " + one.version() + " " + one.stand().word())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void listsBothNodesAndWhatEachOfThemRuns(Dialect dialect) {
        start(dialect);
        SignOfLife signOfHere = ofHere(RARELY);
        SignOfLife signOfOther = ofOther();
        signOfHere.give();
        signOfOther.give();
        assertThat(here.nodes.all())
                .extracting(NodeRows.Node::id, NodeRows.Node::name, NodeRows.Node::alive)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(signOfHere.id(), "here", true),
                        org.assertj.core.groups.Tuple.tuple(signOfOther.id(), "other", true));

        String digest = other.deploy(version("1.0.1")).digest();
        signOfOther.give();
        signOfHere.give();
        assertThat(runs("here")).containsExactly("pension 1.0.0 active");
        assertThat(runs("other")).containsExactly("pension 1.0.1 active");
        assertThat(node("other").runs()).extracting(Runs::digest).containsExactly(digest);

        look();
        signOfHere.give();
        assertThat(node("here").runs()).isEqualTo(node("other").runs());

        other.deployments.uninstall(NAME, 1, "engineer", null);
        signOfOther.give();
        assertThat(runs("other")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatStandsBesideAndWhatDidNotStart(Dialect dialect) {
        start(dialect);
        other.deploy(version("1.1.0"), Mode.CANARY, 10);
        other.deploy(BundleSource.of("tax", "2.0.0"));
        here.withoutCounting = true;
        other.deploy(BundleSource.of("counted", "1.0.0").steps("- to: redemption:count/up"));
        look();
        ofHere(RARELY).give();
        ofOther().give();

        assertThat(runs("other"))
                .containsExactly(
                        "counted 1.0.0 active", "pension 1.0.0 active", "pension 1.1.0 canary", "tax 2.0.0 active");
        assertThat(runs("here"))
                .containsExactly(
                        "counted 1.0.0 " + Stand.NOT_STARTED.word(),
                        "pension 1.0.0 active",
                        "pension 1.1.0 canary",
                        "tax 2.0.0 active");
    }

    @ParameterizedTest
    @EnumSource
    void takesANodeForGoneThatWasNotHeardOfInTime(Dialect dialect) {
        start(dialect);
        ofOther().give();
        SignOfLife sign = ofHere(Duration.ofMillis(20));
        sign.give();
        await().untilAsserted(() -> assertThat(node("here").alive()).isFalse());
        assertThat(node("other").alive()).isTrue();
        assertThat(runs("here")).containsExactly("pension 1.0.0 active");

        sign.start();
        await().untilAsserted(() -> assertThat(node("here").alive()).isTrue());
        sign.stop();
        assertThat(here.nodes.all()).extracting(NodeRows.Node::name).containsExactly("other");
    }

    @ParameterizedTest
    @EnumSource
    void takesANodeThatBrokeDownForTheOneOfItsNameThatCameAfter(Dialect dialect) {
        start(dialect);
        SignOfLife broken = ofHere(RARELY);
        broken.give();
        SignOfLife twin = ofHere(RARELY);
        twin.give();
        assertThat(here.nodes.all()).extracting(NodeRows.Node::id).containsExactly(broken.id(), twin.id());

        here.jdbc
                .sql("update hub_node set due_at = seen_at - interval '1' second")
                .update();
        SignOfLife after = ofHere(RARELY);
        after.give();
        ofOther().give();
        assertThat(here.nodes.all())
                .extracting(NodeRows.Node::id)
                .contains(after.id())
                .doesNotContain(broken.id(), twin.id());
    }

    @ParameterizedTest
    @EnumSource
    void forgetsANodeThatIsSilentForADayAndTakesItBackWhenItTellsAgain(Dialect dialect) {
        start(dialect);
        SignOfLife sign = ofHere(RARELY);
        sign.give();
        here.jdbc
                .sql("update hub_node set seen_at = seen_at - interval '2' day")
                .update();
        assertThat(here.nodes.all()).isEmpty();

        ofOther().give();
        assertThat(here.nodes.all()).extracting(NodeRows.Node::name).containsExactly("other");

        sign.give();
        assertThat(runs("here")).containsExactly("pension 1.0.0 active");
    }
}
