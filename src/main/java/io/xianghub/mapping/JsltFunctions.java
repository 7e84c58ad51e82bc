package io.xianghub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import io.xianghub.shared.Patterns;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What the hub gives JSLT scripts: dictionaries, counted steps, and functions of patterns that end on every input. */
final class JsltFunctions {

    private static final int MOST_PATTERNS = 200;
    private static final int LONGEST_PATTERN = 1_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ThreadLocal<Steps> RUNNING = new ThreadLocal<>();

    private final Map<String, Dictionary> dictionaries;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    JsltFunctions(Map<String, Dictionary> dictionaries) {
        this.dictionaries = dictionaries;
    }

    /** What a function makes of its arguments. */
    @FunctionalInterface
    private interface Making {
        JsonNode of(JsonNode[] arguments);
    }

    private record Named(String name, int arguments, Making making) implements Function {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public int getMinArguments() {
            return arguments;
        }

        @Override
        public int getMaxArguments() {
            return arguments;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] given) {
            return making.of(given);
        }
    }

    List<Function> all() {
        return List.of(
                new Named(JsltSteps.FUNCTION, 0, arguments -> step()),
                new Named("dictionary", 2, this::dictionary),
                new Named("test", 2, this::test),
                new Named("capture", 2, this::capture),
                new Named("split", 2, this::split),
                new Named("replace", 3, this::replace));
    }

    /** Runs on this thread with these steps. */
    JsonNode run(Steps steps, Supplier<JsonNode> script) {
        RUNNING.set(steps);
        try {
            return script.get();
        } finally {
            RUNNING.remove();
        }
    }

    private Steps steps() {
        return Objects.requireNonNull(RUNNING.get(), "A script runs by run()");
    }

    /** Outside of a run the compiler asks what is constant. */
    private JsonNode step() {
        Steps steps = RUNNING.get();
        if (steps != null) {
            steps.step();
        }
        return NullNode.instance;
    }

    private JsonNode dictionary(JsonNode[] arguments) {
        Dictionary dictionary = dictionaries.get(arguments[0].asText());
        if (dictionary == null) {
            throw new JsltException("There is no dictionary " + arguments[0].asText());
        }
        if (arguments[1].isNull()) {
            return NullNode.instance;
        }
        String code = arguments[1].asText();
        LocalDate day = Type.today(steps().clock());
        Dictionary.Entry entry = dictionary.entry(code, day);
        if (entry == null) {
            steps().seen().unmapped("script", dictionary.name(), null);
            return NullNode.instance;
        }
        steps().seen().coded(dictionary.name(), dictionary.codeOf(code, day));
        return TextNode.valueOf(entry.standard());
    }

    private JsonNode test(JsonNode[] arguments) {
        return BooleanNode.valueOf(
                !arguments[0].isNull() && matcher(arguments[1], arguments[0]).find());
    }

    private JsonNode capture(JsonNode[] arguments) {
        if (arguments[0].isNull()) {
            return NullNode.instance;
        }
        Pattern pattern = pattern(arguments[1]);
        Matcher matcher = matcher(arguments[1], arguments[0]);
        ObjectNode groups = NODES.objectNode();
        if (matcher.find()) {
            pattern.namedGroups().keySet().forEach(name -> groups.put(name, matcher.group(name)));
        }
        return groups;
    }

    private JsonNode split(JsonNode[] arguments) {
        if (arguments[0].isNull()) {
            return NullNode.instance;
        }
        ArrayNode parts = NODES.arrayNode();
        for (String part : pattern(arguments[1]).split(arguments[0].asText())) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode replace(JsonNode[] arguments) {
        if (arguments[0].isNull()) {
            return NullNode.instance;
        }
        return TextNode.valueOf(matcher(arguments[1], arguments[0]).replaceAll(arguments[2].asText()));
    }

    /** A matcher takes its time from the length of the text. */
    private Matcher matcher(JsonNode pattern, JsonNode text) {
        Steps steps = RUNNING.get();
        if (steps != null) {
            steps.made(text.asText().length());
        }
        return pattern(pattern).matcher(text.asText());
    }

    private Pattern pattern(JsonNode text) {
        if (text.asText().length() > LONGEST_PATTERN) {
            throw new JsltException("A pattern has more than " + LONGEST_PATTERN + " characters");
        }
        if (patterns.size() > MOST_PATTERNS) {
            patterns.clear();
        }
        return patterns.computeIfAbsent(text.asText(), Patterns::compile);
    }
}
