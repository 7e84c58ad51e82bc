package io.xianghub.bundle.web;

import io.xianghub.bundle.deployment.Ownership;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.bundle.store.ReceiptStore;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/bundles/{name}/receipts}: what every change of a bundle did, refused ones too, newest first. */
@RestController
@RequestMapping("/api/v1/bundles/{name}/receipts")
class ReceiptEndpoint {

    private static final int LONGEST_PAGE = 200;

    private final ReceiptStore receipts;
    private final Ownership ownership;

    ReceiptEndpoint(ReceiptStore receipts, Ownership ownership) {
        this.receipts = receipts;
        this.ownership = ownership;
    }

    @GetMapping
    Page<Receipt> page(
            Actor actor,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "20") int limit) {
        BundleName bundle = visible(actor, name);
        int size = Math.max(1, Math.min(limit, LONGEST_PAGE));
        List<Receipt> items = receipts.page(bundle, after, size);
        if (items.isEmpty() && after == null) {
            throw Ownership.unknown(name);
        }
        return new Page<>(
                items, items.size() < size ? null : items.get(items.size() - 1).id());
    }

    @GetMapping("/{id}")
    Receipt one(Actor actor, @PathVariable String name, @PathVariable String id) {
        BundleName bundle = visible(actor, name);
        return receipts.find(bundle, id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND, Text.of("路由包 %s 没有这张回执", "The bundle %s has no such receipt", bundle)));
    }

    private BundleName visible(Actor actor, String name) {
        BundleName bundle = Ownership.bundle(name);
        ownership.requireInsight(actor, bundle);
        return bundle;
    }
}
