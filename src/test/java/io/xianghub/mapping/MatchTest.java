package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of other lists: when a list is looked through again, and when it is not. */
class MatchTest {

    @Test
    void indexesAListInListsOnceForAllItemsThatItEncloses() {
        List<Object> people = new ArrayList<>();
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            people.add(Map.of("no", "k" + i, "name", "n" + i));
            rows.add(Map.of("n", "k" + i));
        }
        Map<String, Object> input = Map.of("groups", List.of(Map.of("people", people)), "rows", rows);
        Mapping mapping = Compiled.mapping(
                """
                source: { format: record }
                each: rows
                fields:
                  name: { lookup: { in: "^.groups[].people[]", where: no, equals: n, take: name } }
                """);
        long[] spent = {0};
        Budget counting = bytes -> spent[0] += bytes;

        List<?> made = (List<?>) mapping.apply(input, Map.of(), Witness.NONE, counting);
        assertThat(made).hasSize(2_000);
        assertThat(made.get(1_999)).isEqualTo(Map.of("name", "n1999"));
        assertThat(spent[0]).isLessThan(2_000L * 400);
    }

    @Test
    void looksInTheHeadOfEachDocumentAnew() {
        Mapping mapping = Compiled.mapping(
                """
                source: { format: record }
                each: "."
                fields:
                  lines:
                    inside: { path: data, format: delimited, columns: [k], head: { columns: [code, name] } }
                    each: "."
                    fields:
                      name: { lookup: { in: $head, where: code, equals: k, take: name } }
                """);

        assertThat(mapping.apply(List.of(Map.of("data", "A|one|\nA|\n"), Map.of("data", "A|two|\nA|\nB|\n")), Map.of()))
                .isEqualTo(List.of(
                        Map.of("lines", List.of(Map.of("name", "one"))),
                        Map.of("lines", List.of(Map.of("name", "two"), Map.of()))));
    }
}
