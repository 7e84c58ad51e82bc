package io.xianghub.scaffold;

import io.xianghub.bundle.check.Placeholders;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.mapping.Mapping;
import io.xianghub.mapping.MappingCompiler;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes all files of a bundle; what its samples expect is what its own mappings make of them. */
final class BundleWriter {

    /** Above this the mappings' own samples are left out: the cases go through the same mappings. */
    private static final int MOST_WITH_SAMPLES = 100;

    /** Above this the refusals are left out too. */
    private static final int MOST_WITH_REFUSALS = 240;

    private final Order order;
    private final LegacySystem system;
    private final StandardNames names;
    private final SampleTrees samples;
    private final Notes notes;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final String routes;
    private final String mappings;

    BundleWriter(Order order, LegacySystem system, StandardNames names, SampleTrees samples, Notes notes) {
        this.order = order;
        this.system = system;
        this.names = names;
        this.samples = samples;
        this.notes = notes;
        this.routes = "routes/" + order.bundle() + "/";
        this.mappings = "mappings/" + order.bundle() + "/";
    }

    Scaffolded write(Clock clock) {
        BundleText text = new BundleText(order.bundle(), system, owner());
        DictionaryFiles dictionaries = new DictionaryFiles();
        MappingWriter writer = new MappingWriter(names, dictionaries);
        Set<String> mapped = new HashSet<>();
        for (LegacyOperation operation : system.operations()) {
            writer.request(operation).ifPresent(mapping -> {
                mapped.add(operation.id());
                put(mappings + BundleText.requestMapping(operation) + ".map.yaml", mapping);
            });
            put(mappings + BundleText.answerMapping(operation) + ".map.yaml", writer.answer(operation));
        }
        dictionaries.files().forEach((name, csv) -> put(mappings + "dictionaries/" + name + ".csv", csv));
        put(routes + "bundle.yaml", text.bundleYaml());
        put(routes + "openapi.yaml", ContractWriter.write(text.title(), system, names, samples, notes));
        put(routes + "operations.camel.yaml", text.routes(mapped));
        put(routes + "simulator/simulator.yaml", text.simulator());
        SuggestionsPage page = SuggestionsPage.of(system, names);
        put(routes + "SUGGESTIONS.md", page.text());
        Mappings compiled = MappingCompiler.compile(
                new TreeMap<>(files.subMap(mappings, mappings + Character.MAX_VALUE)), new Findings(), clock);
        leftOut();
        Map<String, Stubs> stubs = new LinkedHashMap<>();
        for (LegacyOperation operation : system.operations()) {
            samples(operation, compiled, stubs.computeIfAbsent(operation.wire().connection(), name -> new Stubs()));
        }
        system.connections().forEach((name, connection) -> {
            if (connection.style() == LegacyConnection.Style.SQL) {
                put(routes + "simulator/init.sql", String.valueOf(system.script()));
            } else if (stubs.containsKey(name)) {
                put(
                        routes + "simulator/" + name + "/operations.json",
                        java.util.Objects.requireNonNull(stubs.get(name)).text());
            }
        });
        return new Scaffolded(
                new BundleFiles(order.bundle(), files),
                system.operations().stream().map(LegacyOperation::id).toList(),
                page.suggested(),
                page.taken());
    }

    private BundleText.Owner owner() {
        String department = order.owner().department();
        String app = order.owner().app();
        return new BundleText.Owner(
                department == null ? Placeholders.DEPARTMENT : department,
                app == null ? order.bundle().value() : app,
                department == null || app == null);
    }

    private void samples(LegacyOperation operation, Mappings compiled, Stubs stubs) {
        LegacyConnection connection = system.connection(operation);
        Object input = standardInput(operation);
        LegacyOperation.Outcome outcome = operation.outcome();
        Object tree = outcome.exact() ? outcome.example() : samples.of(outcome.shape(), outcome.example());
        Object wire = connection.style().textsOnly() ? SampleTrees.texts(tree) : tree;
        WireSample sample = WireSample.of(connection, operation, wire);
        if (connection.style() != LegacyConnection.Style.SQL) {
            stubs.add(operation, sample);
        }
        Object answered = LocalTree.of(wire, operation.wire().envelope() != null);
        Object answer = mapped(compiled, BundleText.answerMapping(operation), answered);
        String cases = routes + "cases/" + operation.id() + "/";
        put(cases + "sample/request.json", PrettyJson.of(input));
        put(
                cases + "sample/legacy-1." + sample.extension(),
                connection.style() == LegacyConnection.Style.SQL ? PrettyJson.of(rows(wire)) : sample.file());
        put(cases + "sample/answer.json", PrettyJson.of(answer));
        LegacyOperation.Refusal refusal = outcome.refusal();
        if (refusal != null && system.operations().size() <= MOST_WITH_REFUSALS) {
            put(cases + refusal.label() + "/request.json", PrettyJson.of(input));
            put(cases + refusal.label() + "/legacy-1." + refusal.extension(), refusal.content());
            put(
                    cases + refusal.label() + "/answer.problem.json",
                    PrettyJson.of(Map.of("problem", "department-refused")));
        }
        if (system.operations().size() <= MOST_WITH_SAMPLES) {
            sample(BundleText.answerMapping(operation), answered, answer);
            compiled.find(BundleText.requestMapping(operation))
                    .ifPresent(mapping -> sample(mapping.name(), input, mapped(compiled, mapping.name(), input)));
        }
    }

    private void leftOut() {
        int count = system.operations().size();
        if (count > MOST_WITH_SAMPLES) {
            notes.warning(
                    io.xianghub.shared.yaml.Position.whole(order.bundle().value()),
                    "samples-left-out",
                    Text.of(
                            "%d 个操作：未生成映射样例%s",
                            "%d operations: no samples of mappings%s were written",
                            count,
                            count > MOST_WITH_REFUSALS ? " / refusals" : ""),
                    Text.of(
                            "各操作的用例仍经过全部映射；也可用 --tag 分成几个路由包",
                            "The cases still go through all mappings; or make several bundles with --tag"));
        }
    }

    private static Object rows(@Nullable Object wire) {
        return wire instanceof List<?> list ? list : wire == null ? List.of() : List.of(wire);
    }

    private void sample(String mapping, @Nullable Object in, @Nullable Object out) {
        String folder = mappings + "samples/" + mapping + "/";
        put(folder + "sample.in.json", PrettyJson.of(in));
        put(folder + "sample.out.json", PrettyJson.of(out));
    }

    /** What a caller sends so that the department gets the sample. */
    private Map<String, @Nullable Object> standardInput(LegacyOperation operation) {
        LegacyOperation.Input input = operation.input();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("path", names.standard(input.path(), samples.group(input.path(), null)));
        tree.put("query", names.standard(input.query(), samples.group(input.query(), null)));
        tree.put("header", samples.group(input.header(), null));
        tree.put(
                "body",
                input.body() == null ? null : names.standard(input.body(), samples.of(input.body(), input.example())));
        return tree;
    }

    private @Nullable Object mapped(Mappings compiled, String name, @Nullable Object in) {
        Optional<Mapping> mapping = compiled.find(name);
        if (mapping.isEmpty()) {
            throw new IllegalStateException("The mapping " + name + " was not written well");
        }
        try {
            return mapping.get().apply(in, Map.of());
        } catch (RuntimeException unfit) {
            notes.error(
                    io.xianghub.shared.yaml.Position.whole(name),
                    "sample",
                    Text.of("样例无法通过映射 %s：%s", "The sample does not pass the mapping %s: %s", name, reason(unfit)),
                    Text.of(
                            "更正文档中的示例，或用 --only 排除该操作",
                            "Correct the example in the document, or leave the operation out with --only"));
            return null;
        }
    }

    private static String reason(RuntimeException unfit) {
        return unfit instanceof Problem problem ? problem.getMessage() + "" : String.valueOf(unfit.getMessage());
    }

    private void put(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
    }
}
