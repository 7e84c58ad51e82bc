package io.xianghub.bundle.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.BundleScope;
import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.NoLeases;
import io.xianghub.bundle.camel.endpoint.FileIntake;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.Actor;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.CallContext;
import io.xianghub.shared.ExchangeId;
import io.xianghub.shared.Text;
import io.xianghub.shared.Version;
import io.xianghub.shared.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Routes that the policy refuses, started as if it had overlooked them: the context itself reads nothing of what surrounds
 * the hub.
 */
class OverlookedRouteTest {

    private static final BundleName NAME = new BundleName("overlooked");
    private static final String FILE = "routes/overlooked/r.camel.yaml";
    private static final String SECRET = "known-to-the-hub-alone";

    @TempDir
    private Path folder;

    @BeforeEach
    void hideASecret() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), SECRET);
    }

    @Test
    void answersWhatARouteMaySay() {
        assertThat(answer("constant", "a word")).isEqualTo("a word");
        assertThat(answer("simple", "${body}")).isEqualTo("asked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{xianghub.test.secret}}",
                "{{sys:xianghub.test.secret}}",
                "{{?sys:xianghub.test.secret}}",
                "{{sys:xianghub.test.secret:else}}"
            })
    void readsNoSystemProperty(String text) {
        System.setProperty("xianghub.test.secret", SECRET);
        try {
            assertThat(answer("constant", text)).isNotEqualTo(SECRET);
            assertThat(answer("simple", text)).isNotEqualTo(SECRET);
        } finally {
            System.clearProperty("xianghub.test.secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{PATH}}", "{{env:PATH}}", "{{?env:PATH}}", "{{env:PATH:else}}"})
    void readsNoVariableOfTheEnvironment(String text) {
        String path = System.getenv("PATH");

        assertThat(path).isNotEmpty();
        assertThat(answer("constant", text)).isNotEqualTo(path);
        assertThat(answer("simple", text)).isNotEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resource:file:", "resource:"})
    void readsNoFile(String scheme) {
        String text = scheme + folder.resolve("secret.txt");

        assertThat(answer("constant", text)).doesNotContain(SECRET);
        assertThat(answer("simple", text)).doesNotContain(SECRET);
    }

    @Test
    void readsNothingOfTheClassPath() throws IOException {
        try (var resource = getClass().getResourceAsStream("/junit-platform.properties")) {
            String there = new String(resource.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(there).isNotEmpty();
            assertThat(answer("constant", "resource:classpath:junit-platform.properties"))
                    .doesNotContain(there);
            assertThat(answer("simple", "resource:classpath:junit-platform.properties"))
                    .doesNotContain(there);
        }
    }

    /** What the route answers; an empty text when it cannot be built or ends in a problem. */
    private static String answer(String language, String text) {
        RunningBundle running;
        try {
            running = start(language, text);
        } catch (RouteNotBuilt refused) {
            return "";
        }
        try {
            CallContext call = new CallContext(
                    ExchangeId.next(), Actor.hub(), Instant.now().plusSeconds(30));
            return String.valueOf(running.invoke("direct:op", "asked", Map.of(), call));
        } catch (Problem ended) {
            return "";
        } finally {
            running.retire(Duration.ofSeconds(5));
        }
    }

    private static RunningBundle start(String language, String text) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put(
                FILE,
                """
                - route:
                    id: r
                    from:
                      uri: direct:op
                      steps:
                        - setBody: { %s: "%s" }
                """
                        .formatted(language, text)
                        .getBytes(StandardCharsets.UTF_8));
        BundleDefinition definition = new BundleDefinition(
                NAME,
                new Version(1, 0, 0),
                new Text("漏看", "Overlooked"),
                "11430000MBHUB005XB",
                "app",
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        CheckedBundle bundle = new CheckedBundle(
                new BundleFiles(NAME, files), definition, Map.of(), new Mappings(Map.of()), List.of(FILE));
        return new BundleContexts(
                        List.of(),
                        new FileIntake(new NoLeases(), exchange -> {}, Clock.systemUTC(), Duration.ofSeconds(30)))
                .start(bundle, new BundleScope(bundle.identity(), definition, bundle.mappings(), Map.of()));
    }
}
