package io.xianghub.sync;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.Facade;
import io.xianghub.bundle.MessageType;
import io.xianghub.bundle.Operation;
import io.xianghub.bundle.Services;
import io.xianghub.mapping.MappingCompiler;
import io.xianghub.mapping.MappingFailure;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The routes of fiscal-budget without Camel: its mappings, then the target. */
final class FiscalRoutes implements Services {

    private final BundleDefinition definition;
    private final Target target;
    private final Mappings mappings = compile();
    UnaryOperator<List<Map<String, @Nullable Object>>> betweenMappingAndTarget = UnaryOperator.identity();

    FiscalRoutes(BundleDefinition definition, Target target) {
        this.definition = definition;
        this.target = target;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Reply invoke(
            BundleName bundle,
            String endpoint,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context) {
        Run run = (Run) scope.get(Run.PROPERTY);
        String stream = endpoint.substring(endpoint.indexOf('/') + 1);
        List<Map<String, @Nullable Object>> mapped;
        try {
            mapped = (List<Map<String, @Nullable Object>>)
                    mappings.find(stream).orElseThrow().apply(body, Map.of());
        } catch (MappingFailure refused) {
            throw Problem.of(ProblemType.INVALID_MESSAGE)
                    .at(refused.violations())
                    .causedBy(refused);
        }
        return new Reply(target.stage(run, stream, betweenMappingAndTarget.apply(mapped)), active().get(0));
    }

    private static Mappings compile() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try {
            for (String name : List.of("bill", "detail")) {
                Path file = Path.of("mappings/fiscal-budget/" + name + ".map.yaml");
                files.put(file.toString(), Files.readAllBytes(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return MappingCompiler.compile(files, new Findings(), Clock.systemUTC());
    }

    @Override
    public List<Active> active() {
        return List.of(
                new Active(definition.name(), definition.version(), "0123456789abcdef", definition.department()));
    }

    @Override
    public Optional<BundleDefinition> definition(BundleName bundle) {
        return Optional.of(definition).filter(known -> known.name().equals(bundle));
    }

    @Override
    public Optional<Match> find(BundleName bundle, int major, String method, String path, String caller) {
        return Optional.empty();
    }

    @Override
    public Optional<Facade> facade(BundleName bundle, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<MessageType> message(BundleName bundle, String name) {
        return Optional.empty();
    }

    @Override
    public Reply invoke(
            Operation operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            CallContext context) {
        throw new UnsupportedOperationException();
    }
}
