package io.xianghub.mapping;

import io.xianghub.fuzz.Oracle;
import io.xianghub.shared.wire.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bytes that mappings of every format read: a result that can be read again, or a refusal that names the place. */
public final class SourcesFuzz {

    private static final String VALUES =
            """
              text:     { from: [a, b], join: "-", apply: [no-null, name, half-width], max: 200, mask: name }
              whole:    { from: a, type: integer }
              decimal:  { from: b, type: decimal, sensitivity: public }
              flag:     { from: a, type: boolean, when: { path: a, in: ["0", "1", "true", "false"] } }
              day:      { from: c, type: date, input: [yyyyMMdd, yyyy-MM-dd, "yyyy-MM-dd'T'HH:mm:ssXXX", epoch-millis], output: d/M/yyyy }
              time:     { from: c, type: date-time, input: [yyyyMMddHHmmss, "yyyy-MM-dd'T'HH:mm:ssXXX", epoch-seconds], endless: kept }
              month:    { from: c, type: month, digits: 7 }
              fen:      { from: b, type: fen, unit: wan, grouping: accepted }
              yuan:     { from: b, type: yuan, unit: fen }
              wan:      { from: b, type: wan }
              division: { from: a, type: division, width: 12, truncate: true }
              person:   { from: a, type: identity-number, old: converted, mask: identity-number }
              uscc:     { from: a, type: uscc }
              company:  { from: a, type: enterprise-number-kind }
              kind:     { from: a, dictionary: { name: kind, at: c, unmapped: reported } }
              label:    { from: a, dictionary: { name: kind, gives: label } }
              parts:    { from: b, split: "^", apply: [unurl, trim], extract: "([0-9a-z]+)", default: "x" }
              hex:      { from: b, apply: [unhex, base64, full-width], required-when: { path: a, equals: hex } }
              nested:
                each: d
                fields:
                  a: { from: a, required: true, pattern: "[^x]*" }
                  more: { when: { any: [{ path: b, present: true }, { path: a, not-equals: "" }] }, fields: { b: { from: "b[a!=1].c" } } }
              sum:      { each: d, fold: sum, from: a, type: fen }
              most:     { each: d, fold: max, from: a, type: decimal }
              joined:   { each: d, fold: join, separator: "/", from: a }
              tree:     { from: d, type: tree }
            """;

    private static final String LINES =
            """
              text:    { from: [a, b], join: "-", apply: [no-null, name], max: 200, mask: address }
              fen:     { from: b, type: fen }
              day:     { from: c, type: date, input: [yyyyMMdd, yyyy-MM-dd] }
              kind:    { from: a, dictionary: kind }
            """;

    private static final List<Mapping> MAPPINGS = List.of(
            of("source: { format: json }\ntarget: { format: json, charset: GBK }\n", VALUES),
            of(
                    "source: { format: json, charset: GBK }\ntarget: { format: xml, charset: GBK, writes: strict }\n",
                    VALUES),
            of(
                    "source: { format: xml, namespaces: { v: \"urn:v\" } }\n",
                    VALUES.replace("from: b,", "from: \"v:b.@b\",")),
            of("source: { format: xml, charset: GBK }\ntarget: { format: json }\neach: r\n", VALUES),
            of("source: { format: form, charset: GBK }\ntarget: { format: form, charset: GBK }\n", LINES),
            of(
                    """
                    source: { format: delimited, charset: GBK, separator: "@|$", columns: [a, b, c],
                              head: { columns: [n, s], begins: "$", count: n, sum: { b: s } }, trailer: { columns: [e] } }
                    target: { format: delimited, separator: ",", columns: [text, fen, day, kind] }
                    each: "."
                    where: { path: a, not-equals: "skip" }
                    distinct: [a, b]
                    """,
                    LINES + "  head: { from: $head.n }\n"),
            of("source: { format: fixed, charset: GBK, columns: { a: 3, b: 5, c: 8 } }\neach: \".\"\n", LINES),
            of("source: { format: fixed, width: characters, columns: { a: 3, b: 5, c: 8 } }\neach: \".\"\n", LINES),
            of(
                    """
                    source: { format: xml, charset: GBK }
                    inside:
                      - { path: "body.field[@name=DATA]", encoding: hex, format: delimited, charset: GBK, columns: bank-23 }
                    each: "."
                    """,
                    "  account: { from: 账号 }\n"
                            + "  fen: { from: 金额, type: fen }\n"
                            + "  at: { from: [交易日期, 交易时间], join: \"\", digits: [8, 6], type: date-time, input:"
                            + " yyyyMMddHHmmss }\n"),
            of(
                    """
                    source: { format: form }
                    inside:
                      - { path: a, encoding: base64, format: xml, charset: GBK }
                      - { path: b, format: json }
                    """,
                    VALUES));

    private SourcesFuzz() {}

    /** @param data a digit for one of the mappings, or another byte for all trees in JSON, then what it reads */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Oracle.bounded(data, () -> {
            int chosen = data[0] - '0';
            byte[] bytes = Oracle.rest(data);
            if (chosen >= 0 && chosen < MAPPINGS.size()) {
                Mapping mapping = MAPPINGS.get(chosen);
                Fuzzed.written(Fuzzed.target(mapping), Fuzzed.applied(mapping, bytes, Map.of()));
            } else {
                take(Json.parse(bytes));
            }
        });
    }

    /** A tree goes through every type and function. */
    static void take(@Nullable Object tree) {
        Oracle.bounded(new byte[0], () -> Fuzzed.applied(TREE, tree, Map.of()));
    }

    private static final Mapping TREE = of("source: { format: record }\n", VALUES);

    private static Mapping of(String head, String fields) {
        return Fuzzed.sound(head + "fields:\n" + fields);
    }
}
