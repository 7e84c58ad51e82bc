package io.xianghub.bundle.web;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.Services;
import io.xianghub.bundle.active.ActiveBundles;
import io.xianghub.bundle.active.Unstarted;
import io.xianghub.bundle.camel.RunningBundle;
import io.xianghub.bundle.deployment.Deployments;
import io.xianghub.bundle.deployment.Order;
import io.xianghub.bundle.deployment.Ownership;
import io.xianghub.bundle.deployment.Turns;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.store.BundleStore;
import io.xianghub.bundle.store.Receipt;
import io.xianghub.bundle.store.ReceiptStore;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/bundles}: what runs, and how engineers change it. */
@RestController
@RequestMapping("/api/v1/bundles")
class BundleEndpoint {

    private final Deployments deployments;
    private final BundleStore store;
    private final ReceiptStore receipts;
    private final ActiveBundles active;
    private final Ownership ownership;

    BundleEndpoint(
            Deployments deployments,
            BundleStore store,
            ReceiptStore receipts,
            ActiveBundles active,
            Ownership ownership) {
        this.deployments = deployments;
        this.store = store;
        this.receipts = receipts;
        this.active = active;
        this.ownership = ownership;
    }

    record ActiveBundle(
            BundleName bundle,
            Version version,
            String digest,
            Text title,
            String department,
            Set<String> operations,
            Set<String> facades,
            Set<String> messages,
            Set<String> syncs,
            Set<String> connections,
            @Nullable CandidateView candidate) {

        static ActiveBundle of(ActiveBundles.Slot slot) {
            RunningBundle running = slot.active();
            BundleDefinition definition = running.bundle().definition();
            return new ActiveBundle(
                    definition.name(),
                    definition.version(),
                    running.version().digest(),
                    definition.title(),
                    definition.department(),
                    running.bundle().operations().keySet(),
                    definition.facades().keySet(),
                    definition.messages().keySet(),
                    definition.syncs().keySet(),
                    definition.connections().keySet(),
                    slot.beside().map(CandidateView::of).orElse(null));
        }
    }

    @GetMapping
    Page<ActiveBundle> list(Actor actor) {
        ownership.requireReader(actor);
        return new Page<>(active.slots().stream().map(ActiveBundle::of).toList(), null);
    }

    /**
     * Deploys a zip, or only says what deploying it would change.
     *
     * @param mode {@code canary} or {@code shadow} for a version that shall stand beside the active one
     * @param share percent of the live calls that the candidate takes part in
     * @param ifMatch digest that is believed to answer now
     * @param breaking why the contract may be broken for those who rely on it
     */
    @PostMapping(consumes = "application/zip")
    ResponseEntity<Object> deploy(
            Actor actor,
            @RequestBody byte[] zip,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(required = false) @Nullable Integer share,
            @RequestParam(required = false) @Nullable String breaking,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        actor.require(Role.ENGINEER);
        Findings findings = new Findings();
        BundleFiles files = BundleFiles.unzip(zip, findings)
                .orElseThrow(() -> Problem.of(ProblemType.BUNDLE_REFUSED).with("findings", findings.all()));
        ownership.requireEngineer(actor, files);
        if (dryRun) {
            return ResponseEntity.ok(deployments.plan(files, breaking));
        }
        Order order = Order.deploy(files, actor.name())
                .as(CandidateEndpoint.stand(mode, share))
                .expecting(ifMatch == null ? null : ifMatch.replace("\"", ""))
                .because(breaking);
        return ResponseEntity.status(HttpStatus.CREATED).body(deployments.deploy(order));
    }

    @GetMapping("/{name}/versions")
    Page<BundleStore.VersionRow> versions(Actor actor, @PathVariable String name) {
        ownership.requireReader(actor);
        List<BundleStore.VersionRow> versions = store.versions(Ownership.bundle(name));
        if (versions.isEmpty()) {
            throw Ownership.unknown(name);
        }
        return new Page<>(versions, null);
    }

    /** The change that is under way, so that whoever waits sees how far it has come. */
    @GetMapping("/{name}/deployment")
    ResponseEntity<Turns.UnderWay> underWay(Actor actor, @PathVariable String name) {
        ownership.requireReader(actor);
        return deployments
                .underWay(Ownership.bundle(name))
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /** Lets a kept version answer; a candidate of that version takes over as it stands. */
    @PostMapping("/{name}/versions/{version}/activate")
    Receipt activate(
            Actor actor,
            @PathVariable String name,
            @PathVariable String version,
            @RequestParam(required = false) @Nullable String breaking) {
        BundleName bundle = ownership.changeable(actor, name);
        String digest = Version.valid(version)
                ? store.digestOf(bundle, Version.of(version)).orElse(null)
                : null;
        if (digest == null) {
            throw Problem.of(
                    ProblemType.NOT_FOUND, Text.of("路由包 %s 没有版本 %s", "The bundle %s has no version %s", name, version));
        }
        Order order = Order.deploy(store.files(bundle, digest), actor.name()).because(breaking);
        Optional<Receipt> promoted = deployments.promote(bundle, digest, order);
        return promoted.orElseGet(() -> deployments.deploy(order));
    }

    /** Takes back the newest deployment of the highest major version. */
    @PostMapping("/{name}/rollback")
    Receipt rollback(Actor actor, @PathVariable String name) {
        BundleName bundle = ownership.changeable(actor, name);
        Services.Active now = current(bundle);
        String digest = receipts.replacedBy(bundle, now.version().major(), now.digest())
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOTHING_BEFORE,
                        Text.of(
                                "路由包 %s 的版本 %s 之前没有可退回的版本",
                                "The bundle %s has nothing before version %s to go back to", name, now.version())));
        return deployments.deploy(
                Order.rollBack(store.files(bundle, digest), actor.name()).expecting(now.digest()));
    }

    /** What answers, or would if it had started with the hub. */
    private Services.Active current(BundleName bundle) {
        return Stream.concat(
                        active.running(bundle).map(RunningBundle::version).stream(),
                        active.unstarted().find(bundle).map(Unstarted.Missing::version).stream())
                .max(Comparator.comparing(version -> version.version().major()))
                .orElseThrow(() -> Ownership.unknown(bundle.value()));
    }

    /**
     * Uninstalls a major version, the highest unless another is named.
     *
     * @param reason why it goes although it is in use; without one, whoever depends on it keeps it
     */
    @DeleteMapping("/{name}")
    Receipt uninstall(
            Actor actor,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer major,
            @RequestParam(required = false) @Nullable String reason) {
        BundleName bundle = ownership.changeable(actor, name);
        int meant = major != null ? major : current(bundle).version().major();
        return deployments.uninstall(bundle, meant, actor.name(), reason).orElseThrow(() -> Ownership.unknown(name));
    }
}
