package io.xianghub.bundle.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.NodeRows;
import io.xianghub.bundle.store.NodeRows.Runs;
import io.xianghub.bundle.store.NodeRows.Stand;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node as operators see it.
 *
 * @param self whether it is the one that answers this
 * @param differences where it answers with another version than it should; a node that follows shows some for a moment
 */
record NodeView(
        String id,
        String name,
        Instant startedAt,
        Instant seenAt,
        boolean alive,
        boolean self,
        List<Runs> runs,
        List<Difference> differences) {

    /**
     * A major version that is not what it should be.
     *
     * @param should null when nothing should answer any more
     * @param does null when nothing answers
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Difference(BundleName bundle, int major, @Nullable Answering should, @Nullable Answering does) {}

    record Answering(Version version, String digest) {}

    static NodeView of(NodeRows.Node node, String self, List<BundleStore.StandingRow> standing) {
        return new NodeView(
                node.id(),
                node.name(),
                node.startedAt(),
                node.seenAt(),
                node.alive(),
                node.id().equals(self),
                node.runs(),
                differences(node.runs(), standing));
    }

    private static List<Difference> differences(List<Runs> runs, List<BundleStore.StandingRow> standing) {
        List<Runs> answering =
                runs.stream().filter(one -> one.stand() == Stand.ACTIVE).toList();
        List<Difference> differences = new ArrayList<>();
        for (BundleStore.StandingRow row : standing) {
            Services.Active should = row.version();
            Runs does = answering.stream()
                    .filter(one -> isOf(one, should))
                    .findAny()
                    .orElse(null);
            if (does == null || !does.digest().equals(should.digest())) {
                differences.add(new Difference(
                        should.bundle(),
                        should.version().major(),
                        new Answering(should.version(), should.digest()),
                        does == null ? null : new Answering(does.version(), does.digest())));
            }
        }
        Stream<Runs> leftOver =
                answering.stream().filter(one -> standing.stream().noneMatch(row -> isOf(one, row.version())));
        leftOver.forEach(one -> differences.add(
                new Difference(one.bundle(), one.version().major(), null, new Answering(one.version(), one.digest()))));
        return differences;
    }

    private static boolean isOf(Runs one, Services.Active version) {
        return one.bundle().equals(version.bundle())
                && one.version().major() == version.version().major();
    }
}
