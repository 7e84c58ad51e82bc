package io.xianghub.bundle.contract;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of one operation, compiled: what a call and its answer must be. */
@NamedInterface("contract")
public final class Contract {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, com.networknt.schema.Schema> parameters = new LinkedHashMap<>();
    private final com.networknt.schema.@Nullable Schema request;
    private final com.networknt.schema.Schema answer;
    private final Wrongs wrongs;

    /**
     * @param parameters JSON Schema of {@code path}, {@code query} and {@code header}
     * @param request JSON Schema of the body; null when it has none
     * @param clock which birth dates are of the past
     */
    public Contract(Map<String, String> parameters, @Nullable String request, String answer, Clock clock) {
        IdentityNumberFormat format = new IdentityNumberFormat(clock);
        SchemaRegistry registry = registry(format);
        parameters.forEach((place, schema) -> this.parameters.put(place, registry.getSchema(schema)));
        this.request = request == null ? null : registry.getSchema(request);
        this.answer = registry.getSchema(answer);
        this.wrongs = new Wrongs(format);
    }

    /** All violations of one part of the call; {@code place} is {@code path}, {@code query}, {@code header} or {@code body}. */
    public List<Breach> violationsOf(String place, @Nullable Object tree) {
        com.networknt.schema.Schema schema = place.equals("body") ? request : parameters.get(place);
        return schema == null ? List.of() : violations(schema, "$." + place, tree);
    }

    public List<Breach> violationsOfAnswer(@Nullable Object tree) {
        return violations(answer, "$", tree);
    }

    private List<Breach> violations(com.networknt.schema.Schema schema, String root, @Nullable Object tree) {
        List<Error> errors = schema.validate(JSON.<JsonNode>valueToTree(tree));
        return errors.stream().map(error -> wrongs.of(error, root)).distinct().toList();
    }

    private static SchemaRegistry registry(IdentityNumberFormat format) {
        Dialect dialect =
                Dialect.builder(Dialects.getDraft202012()).format(format).build();
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .pathType(PathType.JSON_PATH)
                .build();
        return SchemaRegistry.withDialect(dialect, builder -> builder.schemaRegistryConfig(config));
    }
}
