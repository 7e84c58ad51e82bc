package io.xianghub.gateway;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import io.xianghub.bundle.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The schemas of one operation, compiled. */
final class Contract {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Schema> parameters = new LinkedHashMap<>();
    private final Map<String, Parameters> readers = new LinkedHashMap<>();
    private final @Nullable Schema request;
    private final Schema answer;
    private final Wrongs wrongs;

    Contract(Operation operation, IdentityNumberFormat format) {
        SchemaRegistry registry = registry(format);
        operation.parameters().forEach((place, schema) -> {
            parameters.put(place, registry.getSchema(schema));
            readers.put(place, new Parameters(schema));
        });
        this.request = operation.request() == null ? null : registry.getSchema(operation.request());
        this.answer = registry.getSchema(operation.answer());
        this.wrongs = new Wrongs(format);
    }

    /** @param place {@code path}, {@code query} or {@code header} */
    @Nullable Parameters reader(String place) {
        return readers.get(place);
    }

    /** All violations of one part of the call; {@code place} is {@code path}, {@code query}, {@code header} or {@code body}. */
    List<Wrongs.Breach> violationsOf(String place, @Nullable Object tree) {
        Schema schema = place.equals("body") ? request : parameters.get(place);
        return schema == null ? List.of() : violations(schema, "$." + place, tree);
    }

    List<Wrongs.Breach> violationsOfAnswer(@Nullable Object tree) {
        return violations(answer, "$", tree);
    }

    private List<Wrongs.Breach> violations(Schema schema, String root, @Nullable Object tree) {
        List<Error> errors = schema.validate(JSON.<tools.jackson.databind.JsonNode>valueToTree(tree));
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
