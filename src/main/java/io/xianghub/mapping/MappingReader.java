package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one {@code .map.yaml}. */
record MappingReader(String name, Map<String, Dictionary> dictionaries, Findings findings, Clock clock) {

    Optional<Mapping> mapping(YamlNode root) {
        return Declared.of(root, findings, MappingKeys.MAPPING).flatMap(top -> {
            FormatReader formats = new FormatReader(findings);
            Source source = formats.source(top);
            Target target = TargetReader.target(top);
            Declared declared = source == null ? top : top.in(source.innermost().namespaces());
            Path each = FieldsReader.each(declared);
            Declared inner = each == null ? declared : declared.below(each.levels());
            Items items = items(inner, each);
            Charset charset =
                    source == null ? StandardCharsets.UTF_8 : source.innermost().charset();
            Target.Format outer = target == null ? Target.Format.RECORD : target.format();
            Branches branches =
                    new FieldsReader(new ValueReader(dictionaries, charset), formats, outer).branches("", inner);
            if (source == null || target == null) {
                return Optional.empty();
            }
            if (target.rows() instanceof Rows.Headed && (each != null || !branches.isOne())) {
                top.wrong(
                        "target",
                        "mapping.head",
                        Text.of(
                                "带 head 的结果由字段 head 与 rows 组成：把 each 写在 rows 里",
                                "A target with a head is made of the fields head and rows: write each into rows"));
            }
            return Optional.of(new CompiledMapping(name, source, items, branches, target, clock));
        });
    }

    private static @Nullable Items items(Declared declared, @Nullable Path each) {
        Condition where = ConditionReader.condition(declared, "where");
        List<Path> distinct = declared.texts("distinct").stream()
                .flatMap(text -> declared.path("distinct", text).stream())
                .toList();
        if (!declared.has("each") && declared.has("distinct")) {
            declared.wrong("distinct", "mapping.missing-key", Text.of("distinct 需要 each", "distinct needs each"));
        }
        return each == null ? null : new Items(each, where, distinct);
    }
}
