package io.xianghub.sync;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.Services;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Role;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.web.Page;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/syncs/{bundle}/{sync}/runs}: the department starts runs of its syncs and reads their reports. */
@RestController
@RequestMapping("/api/v1/syncs/{bundle}/{sync}/runs")
class SyncEndpoint {

    private static final int PAGE = 50;
    private static final Pattern RUN = Pattern.compile("[0-9A-Z]{26}");

    private final Syncs syncs;
    private final RunStore store;
    private final Services services;

    SyncEndpoint(Syncs syncs, RunStore store, Services services) {
        this.syncs = syncs;
        this.store = store;
        this.services = services;
    }

    /** @param problem why nothing was published; null unless the run failed */
    record Answer(
            String id,
            BundleName bundle,
            String sync,
            String version,
            RunState state,
            boolean full,
            String startedBy,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Failure problem,
            RunReport report,
            List<Quarantined> quarantined) {}

    record Failure(String code, String title, @Nullable String detail, String remedy) {}

    @PostMapping
    ResponseEntity<Answer> start(
            Actor actor,
            @PathVariable String bundle,
            @PathVariable String sync,
            @RequestParam(defaultValue = "false") boolean full,
            Locale locale) {
        actor.require(Role.DEPARTMENT, Role.OPERATOR);
        BundleDefinition definition = definition(bundle);
        actor.requireDepartment(definition.department());
        RunStore.Row run = syncs.start(definition, sync, full, actor);
        URI location = URI.create("/api/v1/syncs/%s/%s/runs/%s".formatted(bundle, sync, run.id()));
        return ResponseEntity.accepted().location(location).body(answer(run, List.of(), locale));
    }

    /** Newest first; without the quarantined rows, which each run's own page has. */
    @GetMapping
    Page<Answer> list(
            Actor actor,
            @PathVariable String bundle,
            @PathVariable String sync,
            @RequestParam(required = false) @Nullable String after,
            Locale locale) {
        BundleDefinition definition = readable(actor, bundle);
        SyncDeclaration.of(definition, sync);
        if (after != null && !RUN.matcher(after).matches()) {
            throw Problem.of(
                    ProblemType.INVALID_REQUEST, Text.of("after 不是本列表给出的游标", "after is no cursor of this list"));
        }
        List<RunStore.Row> rows = store.list(definition.name(), sync, after, PAGE + 1);
        List<RunStore.Row> shown = rows.subList(0, Math.min(PAGE, rows.size()));
        return new Page<>(
                shown.stream().map(row -> answer(row, List.of(), locale)).toList(),
                rows.size() > PAGE ? shown.get(PAGE - 1).id() : null);
    }

    @GetMapping("/{id}")
    Answer get(
            Actor actor,
            @PathVariable String bundle,
            @PathVariable String sync,
            @PathVariable String id,
            Locale locale) {
        BundleDefinition definition = readable(actor, bundle);
        RunStore.Row row = store.find(definition.name(), sync, id)
                .orElseThrow(() -> Problem.of(
                        ProblemType.NOT_FOUND,
                        Text.of("同步 %s/%s 没有批次 %s", "The sync %s/%s has no run %s", bundle, sync, id)));
        return answer(row, store.quarantine(id), locale);
    }

    private BundleDefinition readable(Actor actor, String bundle) {
        actor.require(Role.DEPARTMENT, Role.OPERATOR, Role.AUDITOR);
        BundleDefinition definition = definition(bundle);
        if (!actor.is(Role.AUDITOR)) {
            actor.requireDepartment(definition.department());
        }
        return definition;
    }

    private BundleDefinition definition(String bundle) {
        return (BundleName.valid(bundle)
                        ? services.definition(new BundleName(bundle))
                        : Optional.<BundleDefinition>empty())
                .orElseThrow(() -> Problem.of(
                        ProblemType.UNKNOWN_BUNDLE, Text.of("没有运行中的路由包 %s", "No bundle %s is running", bundle)));
    }

    private static Answer answer(RunStore.Row row, List<Quarantined> quarantined, Locale locale) {
        return new Answer(
                row.id(),
                row.bundle(),
                row.sync(),
                row.version(),
                row.state(),
                row.whole(),
                row.startedBy(),
                row.startedAt(),
                row.finishedAt(),
                failure(row, locale),
                row.report(),
                quarantined);
    }

    private static @Nullable Failure failure(RunStore.Row row, Locale locale) {
        String slug = row.problem();
        if (slug == null) {
            return null;
        }
        ProblemType type = ProblemType.of(slug).orElse(ProblemType.INTERNAL);
        Text detail = row.detail();
        return new Failure(slug, type.title(locale), detail == null ? null : detail.in(locale), type.remedy(locale));
    }
}
