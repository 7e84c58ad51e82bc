package io.xianghub.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.Actor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.MultipleOpenApiSupportConfiguration;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The description of the hub's own API. */
class ApiDescriptionTest {

    @Configuration(proxyBeanMethods = false)
    @Import({ApiDescription.class, Things.class})
    @ImportAutoConfiguration({
        SpringDocConfiguration.class,
        SpringDocConfigProperties.class,
        SpringDocWebMvcConfiguration.class,
        MultipleOpenApiSupportConfiguration.class
    })
    static class Documented {}

    @RestController
    static class Things {

        @GetMapping("/api/v1/things")
        String things(Actor actor) {
            return actor.name();
        }
    }

    @Test
    void namesTheTokenAndTheProblemAndNotTheActor() throws Exception {
        Map<String, Object> settings =
                Map.of("springdoc.paths-to-match", "/api/**", "springdoc.remove-broken-reference-definitions", "false");
        try (WebSlice hub = WebSlice.start(settings, Documented.class)) {
            JsonNode api = WebSlice.json(hub.get("/v3/api-docs"));

            assertThat(api.at("/info/title").asString()).contains("XiangHub");
            assertThat(api.at("/components/securitySchemes/bearer/scheme").asString())
                    .isEqualTo("bearer");
            assertThat(api.at("/components/schemas/ProblemBody/properties/remedy")
                            .isObject())
                    .isTrue();
            assertThat(api.at("/paths/~1api~1v1~1things/get").has("parameters")).isFalse();
            assertThat(api.at("/paths/~1api~1v1~1things/get/responses/default/content")
                            .has("application/problem+json"))
                    .isTrue();
        }
    }
}
