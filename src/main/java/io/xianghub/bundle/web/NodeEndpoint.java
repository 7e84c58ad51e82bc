package io.xianghub.bundle.web;

import io.xianghub.bundle.deployment.Ownership;
import io.xianghub.bundle.deployment.SignOfLife;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.NodeRows;
import io.xianghub.shared.Actor;
import io.xianghub.shared.web.Page;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/nodes}: all nodes on this database, what each of them runs, and where that is not what should. */
@RestController
@RequestMapping("/api/v1/nodes")
class NodeEndpoint {

    private final NodeRows nodes;
    private final BundleStore store;
    private final SignOfLife here;
    private final Ownership ownership;

    NodeEndpoint(NodeRows nodes, BundleStore store, SignOfLife here, Ownership ownership) {
        this.nodes = nodes;
        this.store = store;
        this.here = here;
        this.ownership = ownership;
    }

    @GetMapping
    Page<NodeView> list(Actor actor) {
        ownership.requireReader(actor);
        // Of itself it knows what it runs now; of the others, what they last told.
        here.give();
        List<BundleStore.StandingRow> standing = store.standing();
        return new Page<>(
                nodes.all().stream()
                        .map(node -> NodeView.of(node, here.id(), standing))
                        .toList(),
                null);
    }
}
