package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Csv;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.yaml.Position;
import io.xianghub.shared.yaml.SourceText;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a dictionary's CSV: {@code code,standard,label,valid_from,valid_to}. */
final class DictionaryReader {

    private static final int MAX_PERIODS = 200;
    private static final String HEAD = "code,standard,label,valid_from,valid_to";

    private final String file;
    private final Findings findings;
    private final Map<String, List<Dictionary.Entry>> entries = new LinkedHashMap<>();

    private DictionaryReader(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    static Optional<Dictionary> read(String name, String file, byte[] bytes, Findings findings) {
        return SourceText.read(file, bytes, findings)
                .flatMap(text -> new DictionaryReader(file, findings).dictionary(name, text));
    }

    private Optional<Dictionary> dictionary(String name, String text) {
        List<Csv.Row> rows;
        try {
            rows = Csv.rows(text);
        } catch (Malformed malformed) {
            wrong(malformed.line(), "mapping.dictionary-quotes", malformed.text());
            return Optional.empty();
        }
        if (rows.isEmpty() || !String.join(",", rows.get(0).cells()).strip().equals(HEAD)) {
            wrong(1, "mapping.dictionary-head", Text.of("首行应为 %s", "The head should be %s", HEAD));
            return Optional.empty();
        }
        rows.stream().skip(1).filter(row -> !row.isBlank()).forEach(row -> line(row.cells(), row.line()));
        return Optional.of(new Dictionary(name, entries));
    }

    private void line(List<String> cells, int number) {
        if (cells.size() != 5) {
            wrong(
                    number,
                    "mapping.dictionary-columns",
                    Text.of("有 %d 列，应为 5 列", "It has %d columns, not 5", cells.size()));
            return;
        }
        String code = cells.get(0).strip();
        if (code.isEmpty() || cells.get(1).isBlank()) {
            wrong(
                    number,
                    "mapping.dictionary-code",
                    Text.of("code 和 standard 不能为空", "code and standard must not be empty"));
            return;
        }
        try {
            Dictionary.Entry entry = new Dictionary.Entry(
                    cells.get(1).strip(), cells.get(2).strip(), date(cells.get(3)), date(cells.get(4)));
            List<Dictionary.Entry> known = entries.computeIfAbsent(code, key -> new ArrayList<>());
            if (known.size() >= MAX_PERIODS) {
                wrong(
                        number,
                        "mapping.dictionary-periods",
                        Text.of("代码 %s 有超过 %d 个有效期", "The code %s has more than %d periods", code, MAX_PERIODS));
                return;
            }
            if (known.stream().anyMatch(entry::overlaps)) {
                wrong(
                        number,
                        "mapping.dictionary-duplicate",
                        Text.of("代码 %s 的有效期重叠", "The code %s holds twice at a time", code));
            }
            known.add(entry);
        } catch (DateTimeParseException notADate) {
            wrong(number, "mapping.dictionary-date", Text.of("日期应为 2026-01-31 的形式", "Dates are written 2026-01-31"));
        }
    }

    private static @Nullable LocalDate date(String cell) {
        return cell.isBlank() ? null : LocalDate.parse(cell.strip());
    }

    private void wrong(int line, String code, Text message) {
        findings.error(new Position(file, line, 1), code, message, Text.of("更正这一行", "Correct this line"));
    }
}
