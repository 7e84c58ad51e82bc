package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.List;

/** What the way back reads, which the way there writes, and the other way round. */
record ReversedFormats(ReversedFields fields, YamlNode.Mapping there) {

    private static final List<String> KEPT = List.of("format", "charset", "separator", "width");

    YamlNode source() {
        YamlNode node = there.get("target").orElse(null);
        if (!(node instanceof YamlNode.Mapping target)) {
            return new Draft(there.at()).put("format", there.at(), "record").node();
        }
        Draft source = kept(target);
        target.get("columns").ifPresent(columns -> source.put("columns", widths(columns)));
        return source.node();
    }

    YamlNode target() {
        YamlNode node = there.get("source").orElse(null);
        if (!(node instanceof YamlNode.Mapping source)) {
            return new Draft(there.at()).node();
        }
        for (String line : List.of("head", "trailer")) {
            source.get(line)
                    .ifPresent(at -> fields.refuse(
                            at.at(), line, Text.of("首行、末行只能读，不能写", "heads and trailers are read, never written")));
        }
        if (source.get("format").flatMap(YamlNode::asText).orElse("").equals("xml")) {
            fields.refuse(
                    source.at(),
                    "source",
                    Text.of(
                            "XML 的根元素要写在 reverse: { target: { format: xml, root: … } } 中",
                            "the root element of XML has to be said in reverse: { target: { format: xml, root: … } }"));
        }
        return kept(source).keep("columns", source).node();
    }

    private static Draft kept(YamlNode.Mapping format) {
        Draft draft = new Draft(format.at());
        KEPT.forEach(key -> draft.keep(key, format));
        return draft;
    }

    /** Cells that are written have an alignment; those that are read a width alone. */
    private static YamlNode widths(YamlNode columns) {
        if (!(columns instanceof YamlNode.Mapping cells)) {
            return columns;
        }
        Draft widths = new Draft(cells.at());
        cells.entries()
                .forEach((name, entry) -> widths.put(
                        name,
                        entry.keyAt(),
                        entry.value() instanceof YamlNode.Mapping cell
                                ? cell.get("width").orElse(cell)
                                : entry.value()));
        return widths.node();
    }
}
