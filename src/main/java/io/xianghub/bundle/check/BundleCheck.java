package io.xianghub.bundle.check;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.ContractOperation;
import io.xianghub.bundle.declaration.BundleYaml;
import io.xianghub.bundle.declaration.ContractReader;
import io.xianghub.bundle.declaration.Facades;
import io.xianghub.bundle.declaration.Messages;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.lineage.ContractCoverage;
import io.xianghub.bundle.lineage.Lineage;
import io.xianghub.bundle.route.RoutePolicy;
import io.xianghub.bundle.sample.Samples;
import io.xianghub.legacy.Connections;
import io.xianghub.mapping.MappingCompiler;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.YamlNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks a bundle offline, all parts at once: parse, policy, schemas, and every name that a route uses. */
public final class BundleCheck {

    private BundleCheck() {}

    /** The bundle ready to start, or empty when {@code findings} has errors. */
    public static Optional<CheckedBundle> check(BundleFiles files, Findings findings, Clock clock) {
        Optional<BundleDefinition> definition = BundleYaml.read(files, findings);
        Map<String, ContractOperation> operations = ContractReader.read(files, findings);
        Mappings mappings = MappingCompiler.compile(files.mappings(), findings, clock);
        RoutePolicy policy = new RoutePolicy(findings);
        List<String> routeFiles = files.routes().keySet().stream()
                .filter(path -> path.endsWith(".camel.yaml") && !files.trial(path))
                .toList();
        List<YamlNode> routes = routeFiles.stream()
                .flatMap(path -> policy.walk(path, files.file(path).orElseThrow()).stream())
                .toList();
        if (definition.isEmpty()) {
            return Optional.empty();
        }
        definition.get().connections().values().forEach(connection -> Connections.check(connection, findings));
        Facades.check(definition.get(), findings);
        Messages.check(definition.get(), findings);
        new EndpointResolution(definition.get(), operations.values(), mappings, findings).resolve(policy.endpoints());
        ResultMappings.check(definition.get(), mappings, findings);
        Samples.check(files, definition.get(), operations.keySet(), mappings, findings);
        if (findings.hasErrors()) {
            return Optional.empty();
        }
        CheckedBundle checked = new CheckedBundle(files, definition.get(), operations, mappings, routeFiles);
        ContractCoverage.check(checked, routes, findings);
        return Optional.of(checked);
    }

    /** Where everything in the bundle comes from, or empty when {@code findings} has errors. */
    public static Optional<Lineage> lineage(BundleFiles files, Findings findings, Clock clock) {
        return check(files, findings, clock).map(Lineage::of);
    }
}
