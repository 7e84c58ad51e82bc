package io.xianghub.bundle;

import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.Page;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/bundles}: what runs, and how engineers change it. */
@RestController
@RequestMapping("/api/v1/bundles")
class BundleEndpoint {

    private final Deployments deployments;
    private final BundleStore store;
    private final ActiveBundles active;

    BundleEndpoint(Deployments deployments, BundleStore store, ActiveBundles active) {
        this.deployments = deployments;
        this.store = store;
        this.active = active;
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
            Set<String> connections) {}

    /** What a dry run found; nothing was changed. */
    record Check(BundleName bundle, String digest, boolean deployable, List<Finding> findings) {}

    @GetMapping
    Page<ActiveBundle> list(Actor actor) {
        actor.require(Role.ENGINEER, Role.DEPARTMENT, Role.OPERATOR, Role.ADMINISTRATOR, Role.AUDITOR);
        return new Page<>(
                active.all().stream()
                        .map(running -> {
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
                                    definition.connections().keySet());
                        })
                        .toList(),
                null);
    }

    @PostMapping(consumes = "application/zip")
    ResponseEntity<Object> deploy(
            Actor actor, @RequestBody byte[] zip, @RequestParam(defaultValue = "false") boolean dryRun) {
        actor.require(Role.ENGINEER);
        Findings findings = new Findings();
        BundleFiles files = BundleFiles.unzip(zip, findings)
                .orElseThrow(() -> Problem.of(ProblemType.BUNDLE_REFUSED).with("findings", findings.all()));
        BundleYaml.read(files, new Findings())
                .ifPresent(definition -> requireDepartment(actor, definition.department()));
        requireOwner(actor, files.name());
        if (dryRun) {
            List<Finding> found = deployments.check(files);
            boolean deployable = found.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
            return ResponseEntity.ok(new Check(files.name(), files.digest(), deployable, found));
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(deployments.deploy(files, actor.name()));
    }

    @GetMapping("/{name}/versions")
    Page<BundleStore.VersionRow> versions(Actor actor, @PathVariable String name) {
        actor.require(Role.ENGINEER, Role.DEPARTMENT, Role.OPERATOR, Role.ADMINISTRATOR, Role.AUDITOR);
        List<BundleStore.VersionRow> versions = store.versions(bundle(name));
        if (versions.isEmpty()) {
            throw Problem.of(ProblemType.UNKNOWN_BUNDLE, Text.of("没有路由包 %s", "There is no bundle %s", name));
        }
        return new Page<>(versions, null);
    }

    @PostMapping("/{name}/versions/{version}/activate")
    Receipt activate(Actor actor, @PathVariable String name, @PathVariable String version) {
        actor.require(Role.ENGINEER);
        BundleName bundle = bundle(name);
        String digest = Version.valid(version)
                ? store.digestOf(bundle, Version.of(version)).orElse(null)
                : null;
        if (digest == null) {
            throw Problem.of(
                    ProblemType.NOT_FOUND, Text.of("路由包 %s 没有版本 %s", "The bundle %s has no version %s", name, version));
        }
        return redeploy(actor, bundle, digest, false);
    }

    /** Takes back the newest deployment of the highest major version. */
    @PostMapping("/{name}/rollback")
    Receipt rollback(Actor actor, @PathVariable String name) {
        actor.require(Role.ENGINEER);
        BundleName bundle = bundle(name);
        Services.Active now = active.running(bundle)
                .orElseThrow(() ->
                        Problem.of(ProblemType.UNKNOWN_BUNDLE, Text.of("没有路由包 %s", "There is no bundle %s", name)))
                .version();
        String digest = store.replacedBy(bundle, now.version().major(), now.digest())
                .orElseThrow(() -> Problem.of(
                        ProblemType.CONFLICT,
                        Text.of(
                                "路由包 %s 的版本 %s 之前没有可退回的版本",
                                "The bundle %s has nothing before version %s to go back to", name, now.version())));
        return redeploy(actor, bundle, digest, true);
    }

    private Receipt redeploy(Actor actor, BundleName bundle, String digest, boolean rollBack) {
        BundleFiles files =
                BundleFiles.unzip(store.zip(bundle, digest), new Findings()).orElseThrow();
        requireOwner(actor, bundle);
        return rollBack ? deployments.rollBack(files, actor.name()) : deployments.deploy(files, actor.name());
    }

    /** Whether the bundle runs or not, it stays with the departments that its versions belong to. */
    private void requireOwner(Actor actor, BundleName bundle) {
        store.owners(bundle).forEach(department -> requireDepartment(actor, department));
    }

    /** An engineer deploys for the departments it is assigned to; no other role stands in for that. */
    private static void requireDepartment(Actor actor, String department) {
        if (!actor.departments().contains(department)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    Text.of("您未被指派到部门 %s", "You are not assigned to the department %s", department));
        }
    }

    private static BundleName bundle(String name) {
        if (!BundleName.valid(name)) {
            throw Problem.of(ProblemType.UNKNOWN_BUNDLE);
        }
        return new BundleName(name);
    }
}
