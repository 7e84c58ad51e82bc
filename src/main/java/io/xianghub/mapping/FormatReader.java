package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/** Reads {@code source}, {@code inside} and {@code target} of a mapping. */
record FormatReader(Findings findings) {

    private static final int DEEPEST = 5;

    private enum Writes {
        SUPERSET,
        STRICT
    }

    @Nullable Source source(Declared mapping) {
        Declared source = part(mapping, "source", MappingKeys.SOURCE);
        if (source == null) {
            return null;
        }
        Source.Format format = source.choice("format", Source.Format.class, Source.Format.RECORD);
        if (format == null) {
            return null;
        }
        return source(source, format, inside(mapping, namespaces(source, format)));
    }

    private static Source source(Declared declared, Source.Format format, List<Inside> inside) {
        Charset charset = charset(declared);
        boolean lines = format == Source.Format.DELIMITED || format == Source.Format.FIXED;
        return new Source(
                format,
                charset,
                lines ? new LinesReader(declared, format, charset).lines() : null,
                inside,
                namespaces(declared, format));
    }

    private static Namespaces namespaces(Declared declared, Source.Format format) {
        if (format != Source.Format.XML) {
            return Namespaces.NONE;
        }
        Map<String, String> byPrefix = new HashMap<>(Map.of(XMLConstants.XML_NS_PREFIX, XMLConstants.XML_NS_URI));
        if (declared.get("namespaces").orElse(null) instanceof YamlNode.Mapping prefixes) {
            Declared uris = new Declared(prefixes, declared.findings(), Namespaces.NONE);
            prefixes.entries()
                    .keySet()
                    .forEach(prefix -> byPrefix.put(prefix, uris.text(prefix).orElse("")));
        }
        return new Namespaces(byPrefix);
    }

    private List<Inside> inside(Declared mapping, Namespaces outermost) {
        YamlNode node = mapping.get("inside").orElse(null);
        if (node == null) {
            return List.of();
        }
        List<YamlNode> nodes = node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
        if (nodes.isEmpty() || nodes.size() > DEEPEST) {
            mapping.wrong(
                    "inside",
                    "mapping.inside",
                    Text.of("inside 需要 1 至 %d 层", "inside needs 1 to %d documents", DEEPEST));
            return List.of();
        }
        List<Inside> documents = new ArrayList<>();
        Namespaces outer = outermost;
        for (YamlNode document : nodes) {
            Declared declared =
                    Declared.of(document, findings, MappingKeys.INSIDE).orElse(null);
            Inside inside = declared == null ? null : document(declared.in(outer));
            if (inside != null) {
                documents.add(inside);
                outer = inside.source().namespaces();
            }
        }
        return documents;
    }

    private static @Nullable Inside document(Declared declared) {
        Path path = declared.path("path").orElse(null);
        if (!declared.has("path")) {
            declared.wrong("path", "mapping.missing-key", Text.of("缺少 path", "path is missing"));
        }
        Source.Format format = declared.choice("format", Source.Format.class, null);
        if (format == null || format == Source.Format.RECORD) {
            declared.wrong(
                    "format",
                    "mapping.inside",
                    Text.of(
                            "format 应为 json、xml、form、delimited 或 fixed",
                            "format is json, xml, form, delimited or fixed"));
            return null;
        }
        Inside.Encoding encoding = declared.choice("encoding", Inside.Encoding.class, Inside.Encoding.TEXT);
        if (path == null || encoding == null) {
            return null;
        }
        return new Inside(path, encoding, source(declared, format, List.of()));
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
                        written(target),
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

    /** The declared charset's superset, which departments mean by it, or with {@code strict} nothing beyond itself. */
    private static Charset written(Declared target) {
        Charset superset = charset(target);
        String declared = target.text("charset").orElse(superset.name());
        boolean strict = target.choice("writes", Writes.class, Writes.SUPERSET) == Writes.STRICT;
        return strict && Charset.isSupported(declared) ? Charset.forName(declared) : superset;
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
