package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads how the lines of a source are made. */
record LinesReader(Declared source, Source.Format format, Charset charset) {

    /** The line of an account's movements that banks send to housing-fund centres; columns that one may name in a word. */
    private static final Map<String, List<String>> KNOWN = Map.of(
            "bank-23",
            List.of(
                    "序号", "账号", "银行主机流水号", "交易代码", "交易对手账号", "交易对手户名", "金额", "交易日期", "交易时间", "可用金额", "开户机构号", "备注",
                    "币别", "钞汇鉴别", "余额", "可透支余额", "凭证种类", "凭证号码", "交易对手行号", "摘要", "冲正标识", "笔号", "册号"));

    private static final int WIDEST = 100_000;

    /** What widths count. */
    enum Unit {
        BYTES,
        CHARACTERS
    }

    Lines lines() {
        Columns columns = columns(source);
        return new Lines(columns, summary("head", columns), summary("trailer", columns));
    }

    private Columns columns(Declared holder) {
        return format == Source.Format.FIXED ? fixed(holder) : delimited(holder);
    }

    private Columns delimited(Declared holder) {
        List<String> names = named(holder);
        if (names.isEmpty()) {
            holder.wrong("columns", "mapping.columns", Text.of("delimited 需要 columns", "delimited needs columns"));
        }
        refuseTwice(holder, names);
        return new Columns.Delimited(separator(), names);
    }

    /** The columns that are written out, or those that a word stands for. */
    static List<String> named(Declared holder) {
        List<String> names = holder.texts("columns");
        return names.size() == 1 ? KNOWN.getOrDefault(names.get(0), names) : names;
    }

    static void refuseTwice(Declared holder, List<String> names) {
        Set<String> twice = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        names.stream().filter(name -> !seen.add(name)).forEach(twice::add);
        if (!twice.isEmpty()) {
            holder.wrong(
                    "columns", "mapping.duplicate-column", Text.of("列 %s 重复", "The columns %s stand twice", twice));
        }
    }

    private String separator() {
        String separator = source.text("separator").orElse("|");
        if (separator.isEmpty()) {
            source.wrong("separator", "mapping.separator", Text.of("separator 不能为空", "separator must not be empty"));
            return "|";
        }
        return separator;
    }

    private Columns fixed(Declared holder) {
        Map<String, Integer> widths = new LinkedHashMap<>();
        if (holder.get("columns").orElse(null) instanceof YamlNode.Mapping columns) {
            Declared declared = new Declared(columns, holder.findings());
            columns.entries().keySet().forEach(name -> widths.put(name, declared.number(name, 1)));
        }
        long whole = widths.values().stream().mapToLong(Integer::longValue).sum();
        if (widths.isEmpty() || whole > WIDEST) {
            holder.wrong(
                    "columns",
                    "mapping.columns",
                    Text.of(
                            "fixed 需要 columns: { 列: 宽度 }，合计不超过 %d",
                            "fixed needs columns: { column: width } with a sum of at most %d", WIDEST));
        }
        if (source.choice("width", Unit.class, Unit.BYTES) == Unit.CHARACTERS) {
            return new Columns.FixedCharacters(widths);
        }
        if (charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")) {
            source.wrong(
                    "charset",
                    "mapping.charset",
                    Text.of(
                            "%s 的固定宽度须写 width: characters",
                            "Fixed widths in %s need width: characters", charset.name()));
        }
        return new Columns.FixedBytes(widths, charset);
    }

    private @Nullable Summary summary(String place, Columns rows) {
        YamlNode node = source.get(place).orElse(null);
        return node == null
                ? null
                : Declared.of(node, source.findings(), MappingKeys.SUMMARY)
                        .map(declared -> summary(place, declared, rows))
                        .orElse(null);
    }

    private Summary summary(String place, Declared declared, Columns rows) {
        Columns columns = columns(declared);
        Map<String, String> sums = new LinkedHashMap<>();
        if (declared.get("sum").orElse(null) instanceof YamlNode.Mapping pairs) {
            Declared sum = new Declared(pairs, source.findings());
            pairs.entries()
                    .keySet()
                    .forEach(column -> sums.put(column, sum.text(column).orElse("")));
        } else if (declared.has("sum")) {
            declared.wrong("sum", "mapping.columns", Text.of("写成 { 列: 合计列 }", "Write { column: column of the sum }"));
        }
        List<String> here = new ArrayList<>(sums.values());
        declared.text("count").ifPresent(here::add);
        unknown(declared, "columns", here, columns);
        unknown(declared, "sum", List.copyOf(sums.keySet()), rows);
        String begins = declared.text("begins").orElse("");
        byte[] bytes = begins.getBytes(charset);
        return new Summary(
                place,
                columns,
                columns.wantsBytes() ? new String(bytes, StandardCharsets.ISO_8859_1) : begins,
                declared.text("count").orElse(null),
                sums);
    }

    private static void unknown(Declared declared, String key, List<String> wanted, Columns columns) {
        List<String> none =
                wanted.stream().filter(name -> !columns.names().contains(name)).toList();
        if (!none.isEmpty()) {
            declared.wrong(
                    key,
                    "mapping.unknown-column",
                    Text.of("没有列 %s（已有：%s）", "There are no columns %s (there are: %s)", none, columns.names()));
        }
    }
}
