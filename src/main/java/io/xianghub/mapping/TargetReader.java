package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code target} of a mapping, and the documents that its fields are written {@code as}. */
final class TargetReader {

    private static final int WIDEST = 100_000;

    private enum Writes {
        SUPERSET,
        STRICT
    }

    private TargetReader() {}

    /** Null when it cannot be read. */
    static @Nullable Target target(Declared mapping) {
        YamlNode node = mapping.get("target").orElse(null);
        if (node == null) {
            return new Target(Target.Format.RECORD, StandardCharsets.UTF_8, null, "root", true);
        }
        return Declared.of(node, mapping.findings(), MappingKeys.TARGET)
                .map(target -> target(target, Target.Format.RECORD, true))
                .orElse(null);
    }

    /**
     * The document that a field is; null when it is none, or cannot be read.
     *
     * @param outer the format of what it stands in
     */
    static @Nullable Composed as(Declared field, Target.Format outer) {
        Declared as = field.get("as")
                .flatMap(node -> Declared.of(node, field.findings(), MappingKeys.AS))
                .orElse(null);
        if (as == null) {
            return null;
        }
        Composed.Encoding encoding = as.choice("encoding", Composed.Encoding.class, Composed.Encoding.TEXT);
        Target target = encoding == null ? null : target(as, null, encoding.isOfBytes());
        if (target == null || encoding == null) {
            return null;
        }
        if (target.format() == Target.Format.RECORD) {
            wrongFormat(as);
        }
        if (encoding == Composed.Encoding.CDATA && outer != Target.Format.XML && outer != Target.Format.RECORD) {
            as.wrong("encoding", "mapping.as", Text.of("cdata 只用于 XML", "cdata is for XML only"));
        }
        if (target.format() == Target.Format.XML && (field.has("each") || field.has("targets"))) {
            as.wrong(
                    "format",
                    "mapping.as",
                    Text.of("XML 只有一个根元素：列表放在其下一层字段中", "XML has one root: put the list into a field below it"));
        }
        return new Composed(target, encoding);
    }

    private static void wrongFormat(Declared as) {
        as.wrong(
                "format",
                "mapping.as",
                Text.of("format 应为 json、xml、form、delimited 或 fixed", "format is json, xml, form, delimited or fixed"));
    }

    /**
     * Reads it.
     *
     * @param otherwise the format when none is named; null when one must be
     */
    private static @Nullable Target target(Declared target, Target.@Nullable Format otherwise, boolean prolog) {
        Target.Format format = target.choice("format", Target.Format.class, otherwise);
        if (format == null) {
            if (!target.has("format")) {
                wrongFormat(target);
            }
            return null;
        }
        Charset charset = written(target);
        return new Target(
                format,
                charset,
                lines(target, format, charset),
                target.text("root").orElse("root"),
                target.has("prolog") ? target.flag("prolog") : prolog);
    }

    /** A head stands above lines only. */
    private static @Nullable Rows lines(Declared target, Target.Format format, Charset charset) {
        if (format.hasLines()) {
            return rows(target, format, charset);
        }
        if (target.has("head")) {
            target.wrong(
                    "head", "mapping.head", Text.of("head 只用于 delimited、fixed", "head is for delimited and fixed"));
        }
        return null;
    }

    private static Rows rows(Declared target, Target.Format format, Charset charset) {
        Rows rows = columns(target, target, format, charset);
        YamlNode head = target.get("head").orElse(null);
        if (head == null) {
            return rows;
        }
        return Declared.of(head, target.findings(), MappingKeys.HEAD)
                .<Rows>map(line ->
                        new Rows.Headed(line.text("begins").orElse(""), columns(target, line, format, charset), rows))
                .orElse(rows);
    }

    /** @param line declares the columns, of what the target declares the rest */
    private static Rows columns(Declared target, Declared line, Target.Format format, Charset charset) {
        if (format == Target.Format.FIXED) {
            return fixed(target, line, charset);
        }
        List<String> columns = LinesReader.named(line);
        if (columns.isEmpty()) {
            line.wrong("columns", "mapping.columns", Text.of("delimited 需要 columns", "delimited needs columns"));
        }
        LinesReader.refuseTwice(line, columns);
        String separator = target.text("separator").orElse("|");
        if (separator.isEmpty()) {
            target.wrong("separator", "mapping.separator", Text.of("separator 不能为空", "separator must not be empty"));
        }
        return new Rows.Delimited(separator, columns);
    }

    private static Rows fixed(Declared target, Declared line, Charset charset) {
        List<Rows.Cell> cells = new ArrayList<>();
        if (line.get("columns").orElse(null) instanceof YamlNode.Mapping columns) {
            Declared declared = new Declared(columns, target.findings());
            columns.entries().forEach((name, entry) -> cells.add(cell(declared, name, entry.value())));
        }
        int whole = cells.stream().mapToInt(Rows.Cell::width).sum();
        if (cells.isEmpty() || whole > WIDEST) {
            line.wrong(
                    "columns",
                    "mapping.columns",
                    Text.of(
                            "fixed 需要 columns: { 列: 宽度 }，合计不超过 %d",
                            "fixed needs columns: { column: width } with a sum of at most %d", WIDEST));
        }
        LinesReader.Unit unit = target.choice("width", LinesReader.Unit.class, LinesReader.Unit.BYTES);
        return new Rows.Fixed(cells, unit == LinesReader.Unit.CHARACTERS ? null : charset);
    }

    private static Rows.Cell cell(Declared columns, String name, YamlNode node) {
        if (!(node instanceof YamlNode.Mapping)) {
            return new Rows.Cell(name, width(columns, name), Rows.Cell.Align.LEFT, ' ');
        }
        Declared cell = columns.part(node, MappingKeys.CELL).orElse(columns);
        String fill = cell.text("fill").orElse(" ");
        if (fill.length() != 1 || fill.charAt(0) < ' ' || fill.charAt(0) > '~') {
            cell.wrong("fill", "mapping.fill", Text.of("fill 应为一个 ASCII 字符", "fill is one character of ASCII"));
            fill = " ";
        }
        Rows.Cell.Align align = cell.choice("align", Rows.Cell.Align.class, Rows.Cell.Align.LEFT);
        return new Rows.Cell(name, width(cell, "width"), align == null ? Rows.Cell.Align.LEFT : align, fill.charAt(0));
    }

    private static int width(Declared declared, String key) {
        if (!declared.has(key)) {
            declared.wrong(key, "mapping.missing-key", Text.of("缺少 %s", "%s is missing", key));
        }
        return Math.min(declared.number(key, 1), WIDEST);
    }

    /** The declared charset's superset, which departments mean by it, or with {@code strict} nothing beyond itself. */
    private static Charset written(Declared target) {
        Charset superset = FormatReader.charset(target);
        String declared = target.text("charset").orElse(superset.name());
        boolean strict = target.choice("writes", Writes.class, Writes.SUPERSET) == Writes.STRICT;
        return strict && Charset.isSupported(declared) ? Charset.forName(declared) : superset;
    }
}
