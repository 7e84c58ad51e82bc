package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code source} and {@code target} of a mapping. */
record FormatReader(Findings findings) {

    @Nullable Source source(Declared mapping) {
        Declared source = part(mapping, "source", MappingKeys.SOURCE);
        if (source == null) {
            return null;
        }
        Source.Format format = source.choice("format", Source.Format.class, Source.Format.RECORD);
        if (format == null) {
            return null;
        }
        DelimitedReader lines = null;
        if (format == Source.Format.DELIMITED) {
            List<String> columns = source.texts("columns");
            if (columns.isEmpty()) {
                source.wrong("columns", "mapping.columns", Text.of("delimited 需要 columns", "delimited needs columns"));
            }
            lines = new DelimitedReader(source.text("separator").orElse("|"), columns);
        }
        return new Source(format, charset(source), lines);
    }

    @Nullable Target target(Declared mapping) {
        if (!mapping.has("target")) {
            return new Target(Target.Format.RECORD, StandardCharsets.UTF_8, "|", List.of(), "root");
        }
        Declared target = part(mapping, "target", MappingKeys.TARGET);
        if (target == null) {
            return null;
        }
        Target.Format format = target.choice("format", Target.Format.class, Target.Format.RECORD);
        return format == null
                ? null
                : new Target(
                        format,
                        charset(target),
                        target.text("separator").orElse("|"),
                        target.texts("columns"),
                        target.text("root").orElse("root"));
    }

    private @Nullable Declared part(Declared mapping, String key, Set<String> known) {
        Optional<YamlNode> node = mapping.get(key);
        if (node.isEmpty()) {
            mapping.wrong(key, "mapping.missing-key", Text.of("缺少 %s", "%s is missing", key));
            return null;
        }
        return Declared.of(node.get(), findings, known).orElse(null);
    }

    private static Charset charset(Declared declared) {
        String charset = declared.text("charset").orElse("UTF-8");
        try {
            return Charsets.of(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            declared.wrong("charset", "mapping.charset", Text.of("不支持的字符集 %s", "Unknown charset %s", charset));
            return StandardCharsets.UTF_8;
        }
    }
}
