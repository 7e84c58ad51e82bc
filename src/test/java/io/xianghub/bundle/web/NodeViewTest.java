package io.xianghub.bundle.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.Services;
import io.xianghub.bundle.store.BundleStore.StandingRow;
import io.xianghub.bundle.store.NodeRows;
import io.xianghub.bundle.store.NodeRows.Runs;
import io.xianghub.bundle.store.NodeRows.Stand;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Version;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeViewTest {

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    private static Services.Active version(String bundle, String version) {
        return new Services.Active(
                new BundleName(bundle), Version.of(version), "digest of " + version, "11430000MBHUB005XB");
    }

    private static NodeView view(List<Runs> runs, StandingRow... standing) {
        return NodeView.of(new NodeRows.Node("id", "hub-a", NOW, NOW, true, runs), "id", List.of(standing));
    }

    private static StandingRow stands(String bundle, String version) {
        return new StandingRow(version(bundle, version), null);
    }

    @Test
    void findsNothingWhereANodeAnswersAsItShould() {
        NodeView view = view(
                List.of(
                        Runs.of(version("pension", "1.0.0"), Stand.ACTIVE),
                        Runs.of(version("pension", "1.1.0"), Stand.SHADOW),
                        Runs.of(version("pension", "2.0.0"), Stand.ACTIVE)),
                stands("pension", "1.0.0"),
                stands("pension", "2.0.0"));

        assertThat(view.differences()).isEmpty();
        assertThat(view.self()).isTrue();
    }

    @Test
    void namesWhatShouldAnswerAndWhatDoesInstead() {
        NodeView view = view(
                List.of(
                        Runs.of(version("pension", "1.0.0"), Stand.ACTIVE),
                        Runs.of(version("tax", "1.0.0"), Stand.NOT_STARTED),
                        Runs.of(version("gone", "1.0.0"), Stand.ACTIVE)),
                stands("pension", "1.0.1"),
                stands("tax", "1.0.0"));

        assertThat(view.differences())
                .containsExactly(
                        difference("pension", "1.0.1", "1.0.0"),
                        difference("tax", "1.0.0", null),
                        difference("gone", null, "1.0.0"));
    }

    private static NodeView.Difference difference(String bundle, String should, String does) {
        return new NodeView.Difference(new BundleName(bundle), 1, answering(should), answering(does));
    }

    private static NodeView.Answering answering(String version) {
        return version == null ? null : new NodeView.Answering(Version.of(version), "digest of " + version);
    }
}
