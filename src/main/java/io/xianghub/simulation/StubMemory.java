package io.xianghub.simulation;

import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.extension.TemplateHelperProviderExtension;
import com.github.tomakehurst.wiremock.extension.responsetemplating.TemplateEngine;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import wiremock.com.github.jknack.handlebars.Helper;
import wiremock.com.github.jknack.handlebars.Options;

/** What the stubs of one server remember of the requests they answered, as docs/reference/simulator.md describes it. */
final class StubMemory {

    private record Entry(String list, String key, @Nullable Object value) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final TemplateEngine templates;

    private StubMemory(TemplateEngine templates) {
        this.templates = templates;
    }

    /** The extensions of one server, which share one memory. */
    static List<Extension> extensions(TemplateEngine templates) {
        StubMemory memory = new StubMemory(templates);
        return List.of(memory.new Remember(), memory.new Forget(), memory.new Remembered(), memory.new Words());
    }

    private List<Entry> find(String list, @Nullable String key) {
        return entries.stream()
                .filter(entry -> entry.list().equals(list))
                .filter(entry -> key == null || entry.key().equals(key))
                .toList();
    }

    private @Nullable Object rendered(@Nullable Object value, Map<String, Object> model) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> filled = new LinkedHashMap<>();
            map.forEach((name, member) -> filled.put(name.toString(), rendered(member, model)));
            return filled;
        }
        return value instanceof String text
                ? templates.getUncachedTemplate(text).apply(model)
                : value;
    }

    private String text(Parameters parameters, String name, Map<String, Object> model) {
        return parameters.containsKey(name) ? String.valueOf(rendered(parameters.get(name), model)) : "";
    }

    /** Puts a value into a list before the stub answers, and so before its delay. */
    private final class Remember implements ServeEventListener {
        @Override
        public String getName() {
            return "remember";
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public void afterMatch(ServeEvent event, Parameters parameters) {
            Map<String, Object> model = templates.buildModelForRequest(event);
            entries.add(new Entry(
                    text(parameters, "list", model),
                    text(parameters, "key", model),
                    rendered(parameters.get("value"), model)));
        }
    }

    /** Empties a list. */
    private final class Forget implements ServeEventListener {
        @Override
        public String getName() {
            return "forget";
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }

        @Override
        public void afterMatch(ServeEvent event, Parameters parameters) {
            String list = text(parameters, "list", templates.buildModelForRequest(event));
            entries.removeIf(entry -> entry.list().equals(list));
        }
    }

    /** Matches requests whose key is known, or is not. */
    private final class Remembered extends RequestMatcherExtension {
        @Override
        public String getName() {
            return "remembered";
        }

        @Override
        public MatchResult match(Request request, Parameters parameters) {
            Map<String, Object> model = templates.buildModelForRequest(request);
            long times = parameters.containsKey("times") ? parameters.getInt("times") : 1;
            boolean known = find(text(parameters, "list", model), text(parameters, "key", model))
                            .size()
                    >= times;
            boolean wanted = !parameters.containsKey("known") || parameters.getBoolean("known");
            return MatchResult.of(known == wanted);
        }
    }

    /** What templates may write of it. */
    private final class Words implements TemplateHelperProviderExtension {
        @Override
        public String getName() {
            return "memory-words";
        }

        @Override
        public Map<String, Helper<?>> provideTemplateHelpers() {
            Helper<Object> remembered = (context, options) ->
                    Json.write(found(options).stream().map(Entry::value).toList());
            Helper<Object> count = (context, options) -> found(options).size();
            Helper<Object> jsonString =
                    (context, options) -> jsonString(options.fn().toString());
            return Map.of("remembered", remembered, "rememberedCount", count, "jsonString", jsonString);
        }

        private List<Entry> found(Options options) {
            Object list = options.hash("list");
            Object key = options.hash("key");
            return find(list.toString(), key == null ? null : key.toString());
        }

        private String jsonString(String json) {
            try {
                return Json.write(Json.write(Json.parse(json)));
            } catch (Malformed broken) {
                throw new IllegalArgumentException("jsonString holds no JSON: " + broken.getMessage(), broken);
            }
        }
    }
}
