package io.xianghub.mapping;

import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Reads one {@code .map.yaml}. */
record MappingReader(String name, Map<String, Dictionary> dictionaries, Findings findings, Clock clock) {

    Optional<Mapping> mapping(YamlNode root) {
        return Declared.of(root, findings, MappingKeys.MAPPING).flatMap(declared -> {
            FormatReader formats = new FormatReader(findings);
            ConditionReader conditions = new ConditionReader(findings);
            Source source = formats.source(declared);
            Target target = formats.target(declared);
            Path each = declared.path("each").orElse(null);
            Condition where = conditions.condition(declared, "where");
            Charset charset = source == null ? StandardCharsets.UTF_8 : source.charset();
            ValueReader values = new ValueReader(dictionaries, conditions, charset);
            Fields fields = new FieldsReader(conditions, values, findings).fields("", declared);
            if (source == null || target == null) {
                return Optional.empty();
            }
            return Optional.of(new CompiledMapping(name, source, each, where, fields, target, clock));
        });
    }
}
