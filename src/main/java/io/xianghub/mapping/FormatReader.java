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
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/** Reads {@code source} and {@code inside} of a mapping. */
record FormatReader(Findings findings) {

    private static final int DEEPEST = 5;

    @Nullable Source source(Declared mapping) {
        YamlNode node = mapping.get("source").orElse(null);
        if (node == null) {
            mapping.wrong("source", "mapping.missing-key", Text.of("缺少 source", "source is missing"));
            return null;
        }
        Declared source = Declared.of(node, findings, MappingKeys.SOURCE).orElse(null);
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
            Declared uris = new Declared(prefixes, declared.findings());
            prefixes.entries()
                    .keySet()
                    .forEach(prefix -> byPrefix.put(prefix, uris.text(prefix).orElse("")));
        }
        return new Namespaces(byPrefix);
    }

    /** The documents that stand inside each other, from the one in the item itself. */
    List<Inside> inside(Declared mapping, Namespaces outermost) {
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
            Declared at = declared == null ? null : declared.in(outer);
            Inside inside = at == null ? null : document(documents.isEmpty() ? at.below(mapping.levels()) : at);
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

    static Charset charset(Declared declared) {
        String charset = declared.text("charset").orElse("UTF-8");
        try {
            return Charsets.of(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            declared.wrong("charset", "mapping.charset", Text.of("不支持的字符集 %s", "Unknown charset %s", charset));
            return StandardCharsets.UTF_8;
        }
    }
}
