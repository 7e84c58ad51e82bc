package io.xianghub.simulation;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.responsetemplating.TemplateEngine;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** An HTTP system, played by WireMock from stubs. */
final class HttpSimulator implements Simulator {

    private static final int THREADS = 60;

    private final WireMockServer server;
    private final SimulatedSystem system;

    HttpSimulator(SystemDefinition definition, int port) {
        Path stubs = definition.file(definition.text("stubs", "stubs"));
        WireMockConfiguration options = WireMockConfiguration.options()
                .port(port)
                .bindAddress("127.0.0.1")
                .usingFilesUnderDirectory(stubs.toString())
                .globalTemplating(true)
                .withTemplateEscapingDisabled(true)
                .maxRequestJournalEntries(1000)
                .containerThreads(THREADS)
                .extensions(extensions(definition));
        server = new WireMockServer(options);
        server.start();
        try {
            load(stubs);
        } catch (RuntimeException broken) {
            server.stop();
            throw broken;
        }
        system = new SimulatedSystem(
                definition.bundle(),
                definition.name(),
                definition.connection(),
                "http",
                "http://127.0.0.1:" + server.port(),
                null,
                null,
                Map.of(),
                definition.binding());
    }

    private static Extension[] extensions(SystemDefinition definition) {
        TemplateEngine templates =
                new TemplateEngine(Map.of(RequestText.NAME, new RequestText()), 1000L, Set.of(), true, List.of());
        List<Extension> all = new ArrayList<>(StubMemory.extensions(templates));
        all.addAll(List.of(
                RequestText.words(),
                new Says(templates),
                new AnswerBytes(),
                new Signed(definition.binding(), Clock.systemUTC())));
        if (definition.keys().containsKey("cipher")) {
            all.add(new CipherEnd(CipherKeys.of(definition), Clock.systemUTC()));
        }
        return all.toArray(new Extension[0]);
    }

    private void load(Path stubs) {
        try (Stream<Path> files = Files.list(stubs)) {
            files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(this::stub);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void stub(Path file) {
        try {
            Object tree = Json.parse(Files.readAllBytes(file));
            List<?> mappings = tree instanceof Map<?, ?> map && map.get("mappings") instanceof List<?> several
                    ? several
                    : java.util.Collections.singletonList(tree);
            for (Object mapping : mappings) {
                server.addStubMapping(StubMapping.buildFrom(Json.write(mapping)));
            }
        } catch (Malformed broken) {
            throw new IllegalArgumentException(file + ": " + broken.getMessage(), broken);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public SimulatedSystem system() {
        return system;
    }

    @Override
    public void close() {
        server.stop();
    }
}
