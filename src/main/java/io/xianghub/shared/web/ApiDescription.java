package io.xianghub.shared.web;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.xianghub.shared.Actor;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code /v3/api-docs} says of the hub's own API beside its endpoints. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String BEARER = "bearer";

    static {
        // Whoever calls is known by the token; it is no parameter.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class);
    }

    @Bean
    OpenAPI api() {
        Components components = new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("Access token of /oauth2/token"));
        ModelConverters.getInstance(true).readAll(ProblemBody.class).forEach(components::addSchemas);
        return new OpenAPI()
                .info(new Info()
                        .title("XiangHub 湘枢")
                        .version("1")
                        .description("The hub's own API; each service's contract is its bundle's openapi.yaml. "
                                + "Whatever fails is answered with application/problem+json (ProblemBody)."))
                .components(components)
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    /** Every operation may end in a problem. */
    @Bean
    OpenApiCustomizer problems() {
        ApiResponse problem = new ApiResponse()
                .description("What failed, whose fault it is and what to do (RFC 9457)")
                .content(new Content()
                        .addMediaType(
                                ProblemBody.MEDIA_TYPE,
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/ProblemBody"))));
        return api -> api.getPaths().values().forEach(path -> path.readOperations()
                .forEach(operation -> operation.getResponses().addApiResponse("default", problem)));
    }
}
