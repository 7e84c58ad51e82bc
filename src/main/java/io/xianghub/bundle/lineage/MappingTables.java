package io.xianghub.bundle.lineage;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.mapping.DictionaryLine;
import io.xianghub.mapping.Mapping;
import io.xianghub.mapping.MappingCompiler;
import io.xianghub.mapping.Mappings;
import io.xianghub.mapping.Outline;
import io.xianghub.mapping.Sensitivity;
import io.xianghub.shared.problem.Findings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a bundle's mappings do, as a page of tables that departments read: both languages beside each other. */
public final class MappingTables {

    private static final int LONGEST_DICTIONARY = 200;

    private final StringBuilder page = new StringBuilder();

    private MappingTables() {}

    /** The page in Markdown; empty when the bundle has no mappings, or the findings say what is wrong with them. */
    public static Optional<String> page(BundleFiles files, Findings findings, Clock clock) {
        Mappings mappings = MappingCompiler.compile(files.mappings(), findings, clock);
        return findings.hasErrors() || mappings.names().isEmpty()
                ? Optional.empty()
                : Optional.of(page(files.name().value(), mappings));
    }

    private static String page(String bundle, Mappings mappings) {
        MappingTables tables = new MappingTables();
        tables.page
                .append("# 映射 Mappings: ")
                .append(bundle)
                .append("\n\n由映射文件生成，勿手工修改。Written from the mappings; do not edit.\n");
        for (String name : new TreeSet<>(mappings.names())) {
            mappings.find(name)
                    .ifPresent(mapping ->
                            tables.mapping(mapping, mappings.reversals().get(name)));
        }
        new TreeMap<>(mappings.dictionaries()).forEach(tables::dictionary);
        return tables.page.toString();
    }

    private void mapping(Mapping mapping, @Nullable String reversed) {
        Outline outline = mapping.outline();
        page.append("\n## ").append(mapping.name()).append("\n\n");
        page.append(outline.formats().source())
                .append(" → ")
                .append(outline.formats().target())
                .append(outline.list() ? "，每项一条 one for each item" : "");
        if (reversed != null) {
            page.append("；").append(code(reversed)).append(" 的反向 the way back of it");
        }
        if (!outline.needs().isEmpty()) {
            page.append("；读自 read from ").append(codes(outline.needs()));
        }
        if (!outline.asks().isEmpty()) {
            page.append("；取舍依据 chosen by ").append(codes(outline.asks()));
        }
        if (outline.opaque()) {
            page.append("\n\n脚本：它读取和写出哪些字段无法逐一列出。A script: what it reads and makes cannot be told field by field.\n");
            return;
        }
        page.append("\n\n| 字段 Field | 来源 From | 怎样 How | 字典 Dictionary | 必填 Required | 敏感级 Sensitivity |\n")
                .append("|---|---|---|---|---|---|\n");
        outline.lines().forEach(this::line);
    }

    private void line(Outline.Line line) {
        Outline.Handling handling = line.handling();
        boolean value = !handling.type().isEmpty();
        row(
                "`" + line.target() + "`",
                from(line.origin()),
                String.join(", ", how(line)),
                handling.dictionary() == null ? "" : "`" + handling.dictionary() + "`",
                line.presence().required() ? "是 yes" : line.presence().sometimes() ? "视条件 sometimes" : "",
                value ? sensitivity(handling.sensitivity()) : "");
    }

    private static String from(Outline.Origin origin) {
        return switch (origin.making()) {
            case CONSTANT -> "常量 constant `" + ("".equals(origin.constant()) ? "\"\"" : origin.constant()) + "`";
            case OBJECT -> codes(origin.sources());
            case LIST -> (origin.sources().isEmpty() ? "列表 a list" : "每项 each of " + codes(origin.sources()));
            case LOOKED_UP -> lookedUp(origin.sources());
            case JOINED ->
                String.join(
                        " + ",
                        origin.sources().stream().map(MappingTables::code).toList());
            case FIRST, FOLDED, COPIED, OPAQUE ->
                String.join(
                        " / ",
                        origin.sources().stream().map(MappingTables::code).toList());
        };
    }

    /** The value, and in brackets each part of the key and what it is held against. */
    private static String lookedUp(List<String> sources) {
        int parts = (sources.size() - 1) / 2;
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= parts; i++) {
            key.add(code(sources.get(i)) + " = " + code(sources.get(i + parts)));
        }
        return code(sources.get(0)) + " (" + String.join(", ", key) + ")";
    }

    private static List<String> how(Outline.Line line) {
        List<String> how = new ArrayList<>(line.handling().functions());
        String type = line.handling().type();
        if (!type.isEmpty() && !type.equals("text")) {
            how.add(type);
        }
        if (line.handling().mask() != null) {
            how.add("脱敏 mask " + line.handling().mask());
        }
        if (line.presence().fallback() && line.origin().making() != Outline.Making.FOLDED) {
            how.add("有缺省值 has a default");
        }
        if (!line.origin().asks().isEmpty()) {
            how.add("视 depends on " + codes(line.origin().asks()));
        }
        return how;
    }

    private static String sensitivity(Sensitivity sensitivity) {
        return switch (sensitivity) {
            case PUBLIC -> "公开 public";
            case PERSONAL -> "个人 personal";
            case SENSITIVE -> "敏感 sensitive";
        };
    }

    private void dictionary(String name, List<DictionaryLine> lines) {
        page.append("\n## 字典 Dictionary ").append(name).append("\n\n");
        page.append("| 代码 Code | 标准 Standard | 名称 Label | 有效期 Valid |\n|---|---|---|---|\n");
        lines.stream()
                .limit(LONGEST_DICTIONARY)
                .forEach(line ->
                        row(code(line.code()), code(line.standard()), line.label(), period(line.from(), line.to())));
        if (lines.size() > LONGEST_DICTIONARY) {
            page.append("\n另有更多行 and more lines: ")
                    .append(lines.size() - LONGEST_DICTIONARY)
                    .append('\n');
        }
    }

    private static String period(@Nullable LocalDate from, @Nullable LocalDate to) {
        return from == null && to == null ? "" : (from == null ? "" : from) + " – " + (to == null ? "" : to);
    }

    private static String codes(Iterable<String> paths) {
        List<String> codes = new ArrayList<>();
        paths.forEach(path -> codes.add(code(path)));
        return String.join(", ", codes);
    }

    private static String code(String path) {
        return "`" + (path.isEmpty() ? "." : path) + "`";
    }

    private void row(String... cells) {
        page.append('|');
        for (String cell : cells) {
            String plain = cell.replace("|", "\\|").replaceAll("\\R", " ");
            page.append(plain.isEmpty() ? " " : " " + plain + " ").append('|');
        }
        page.append('\n');
    }
}
