package io.xianghub.bundle.route;

import io.xianghub.bundle.border.Effects;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of Camel's YAML that a bundle may use; everything that is not here is refused. */
final class RouteGrammar {

    /** Endpoint schemes by where they may stand. */
    static final Set<String> FROM = Set.of("direct", "facade", "legacy", "sync");

    static final Set<String> TO = Stream.concat(
                    Stream.of("direct", "log", "mapping", "legacy"), Effects.SCHEMES.stream())
            .collect(Collectors.toUnmodifiableSet());

    /** What each step may say; {@code steps} nest. */
    static final Map<String, Set<String>> STEPS = Map.ofEntries(
            Map.entry("to", Set.of("uri", "id", "description")),
            Map.entry("wireTap", Set.of("uri", "id", "description")),
            Map.entry("enrich", Set.of("constant", "expression", "id", "description")),
            Map.entry("choice", Set.of("when", "otherwise", "id", "description")),
            Map.entry("filter", Set.of("simple", "expression", "steps", "id", "description")),
            Map.entry("split", Set.of("simple", "expression", "steps", "id", "description")),
            Map.entry("multicast", Set.of("steps", "id", "description")),
            Map.entry("loop", Set.of("constant", "expression", "steps", "id", "description")),
            Map.entry("doTry", Set.of("steps", "doCatch", "doFinally", "id", "description")),
            Map.entry("setBody", Set.of("simple", "constant", "expression", "id", "description")),
            Map.entry("setHeader", Set.of("name", "simple", "constant", "expression", "id", "description")),
            Map.entry("setProperty", Set.of("name", "simple", "constant", "expression", "id", "description")),
            Map.entry("removeHeaders", Set.of("pattern", "id", "description")),
            Map.entry("transform", Set.of("simple", "constant", "expression", "id", "description")),
            Map.entry("stop", Set.of("id", "description")));

    /** What the parts of {@code choice} and {@code doTry} may say. */
    static final Map<String, Set<String>> PARTS = Map.of(
            "when", Set.of("simple", "expression", "steps", "id", "description"),
            "otherwise", Set.of("steps", "id", "description"),
            "doCatch", Set.of("exception", "steps", "id", "description"),
            "doFinally", Set.of("steps", "id", "description"));

    static final Set<String> ROUTE = Set.of("id", "description", "from");
    static final Set<String> BEGIN = Set.of("uri", "steps", "id", "description");
    static final Set<String> ON_EXCEPTION = Set.of("exception", "handled", "steps", "id", "description");
    static final Set<String> LANGUAGES = Set.of("simple", "constant");
    static final Set<String> EXCEPTIONS = Set.of("java.lang.Exception", "io.xianghub.shared.problem.Problem");

    /** Steps that need an expression to mean anything. */
    static final Set<String> EXPRESSIONS =
            Set.of("enrich", "filter", "split", "loop", "setBody", "setHeader", "setProperty", "transform", "when");

    /** Beginnings of names that belong to the hub, to Camel or to a transport that would obey them. */
    private static final List<String> RESERVED = List.of(
            "hub.",
            "camel",
            "org.apache.camel",
            "operationname",
            "operationnamespace",
            "breadcrumbid",
            "jms",
            "kafka.");

    private RouteGrammar() {}

    /** Whether a header or property of this name, in whatever case, would be taken for somebody else's. */
    static boolean isReserved(String name) {
        return RESERVED.stream().anyMatch(name.toLowerCase(Locale.ROOT)::startsWith);
    }
}
