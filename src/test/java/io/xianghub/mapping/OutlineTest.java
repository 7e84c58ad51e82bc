package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.xianghub.shared.Budget;
import io.xianghub.shared.problem.Findings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OutlineTest {

    private static final String MAPPING =
            """
            source: { format: record }
            each: rows
            where: { any: [ { path: state, equals: "1" }, { path: $mode.all, present: true } ] }
            distinct: [id, day]
            fields:
              id: { from: id, required: true }
              name: { from: [alias, name], apply: [half-width], mask: name }
              key: { from: [id, day], join: "-", when: { path: keyed, equals: "1" } }
              kind: { from: type, dictionary: { name: kinds, at: since }, sensitivity: public }
              total: { each: parts, fold: sum, from: amount, type: fen }
              spouse: { from: spouse, required-when: { path: married, equals: "1" } }
              centre: { value: C43010 }
              whole: { from: ., type: tree }
              state: { from: state, default: "0" }
              parts:
                each: parts
                when: { path: open, present: true }
                fields:
                  of: { from: of }
                  account: { from: $account.number }
            """;
    private static final String KINDS = "code,standard,label,valid_from,valid_to\n310,EMPLOYEE,职工,2020-01-01,\n";

    private final Mappings mappings = MappingCompiler.compile(
            new TreeMap<>(Map.of(
                    "mappings/x/rows.map.yaml", MAPPING.getBytes(StandardCharsets.UTF_8),
                    "mappings/x/dictionaries/kinds.csv", KINDS.getBytes(StandardCharsets.UTF_8))),
            new Findings(),
            Clock.systemUTC());
    private final Mapping mapping = mappings.find("rows").orElseThrow();

    @Test
    void tellsWhatEachFieldIsMadeOf() {
        assertThat(mapping.outline().lines())
                .extracting(Outline.Line::target, line -> line.origin().making(), line -> line.origin()
                        .sources())
                .containsExactly(
                        tuple("id", Outline.Making.FIRST, List.of("rows.id")),
                        tuple("name", Outline.Making.FIRST, List.of("rows.alias", "rows.name")),
                        tuple("key", Outline.Making.JOINED, List.of("rows.id", "rows.day")),
                        tuple("kind", Outline.Making.FIRST, List.of("rows.type")),
                        tuple("total", Outline.Making.FOLDED, List.of("rows.parts.amount")),
                        tuple("spouse", Outline.Making.FIRST, List.of("rows.spouse")),
                        tuple("centre", Outline.Making.CONSTANT, List.of()),
                        tuple("whole", Outline.Making.COPIED, List.of("rows")),
                        tuple("state", Outline.Making.FIRST, List.of("rows.state")),
                        tuple("parts", Outline.Making.LIST, List.of("rows.parts")),
                        tuple("parts.of", Outline.Making.FIRST, List.of("rows.parts.of")),
                        tuple("parts.account", Outline.Making.FIRST, List.of("$account.number")));
        assertThat(mapping.outline().list()).isTrue();
        assertThat(mapping.outline().needs()).containsExactly("rows");
        assertThat(mapping.outline().asks()).containsExactly("$mode.all", "rows.day", "rows.id", "rows.state");
    }

    @Test
    void tellsWhatDecidesAndWhetherAFieldIsThere() {
        assertThat(mapping.outline().lines())
                .filteredOn(line -> !line.origin().asks().isEmpty())
                .extracting(Outline.Line::target, line -> line.origin().asks().first())
                .containsExactly(
                        tuple("key", "rows.keyed"),
                        tuple("kind", "rows.since"),
                        tuple("spouse", "rows.married"),
                        tuple("parts", "rows.open"));
        assertThat(mapping.outline().lines())
                .filteredOn(line -> line.presence().always())
                .extracting(Outline.Line::target)
                .containsExactly("id", "total", "centre", "state");
        assertThat(line("name").handling())
                .isEqualTo(new Outline.Handling("text", List.of("half-width"), null, "name", Sensitivity.PERSONAL));
        assertThat(line("kind").handling().dictionary()).isEqualTo("kinds");
        assertThat(line("parts.of").at().line()).isEqualTo(19);
    }

    @Test
    void namesEveryPathThatIsReadWhateverItIsReadFor() {
        assertThat(mapping.sources())
                .contains(
                        "rows.id",
                        "rows.state",
                        "rows.keyed",
                        "rows.married",
                        "rows.since",
                        "rows.day",
                        "$mode.all",
                        "rows.open");
    }

    @Test
    void witnessesWhatConditionsAndPeriodsLookAt() {
        Set<String> read = new TreeSet<>();
        mapping.apply(
                Map.of(
                        "rows",
                        List.of(Map.of(
                                "id",
                                "7",
                                "state",
                                "1",
                                "day",
                                "2026-01-01",
                                "since",
                                "2026-01-02",
                                "type",
                                "310",
                                "keyed",
                                "0",
                                "married",
                                "0",
                                "name",
                                "测试甲"))),
                Map.of(),
                new Witness() {
                    @Override
                    public void read(String name, String source) {
                        read.add(source);
                    }

                    @Override
                    public void coded(String dictionary, String code) {}
                },
                Budget.UNLIMITED);
        assertThat(read).contains("rows.state", "rows.keyed", "rows.married", "rows.since", "rows.day");
    }

    @Test
    void tellsWhatIsOnlyChecked() {
        Outline outline = Compiled.mapping(
                        """
                        source: { format: record }
                        fields:
                          version: { from: head.version, equals: V1, required: true }
                          name: { from: name }
                        """)
                .outline();
        assertThat(outline.asks()).containsExactly("head.version");
        assertThat(outline.lines()).extracting(Outline.Line::target).containsExactly("name");
    }

    @Test
    void knowsEveryKindOfField() {
        assertThat(Arrays.stream(Field.class.getPermittedSubclasses()).map(Class::getSimpleName))
                .as("another kind of field: tell Outlines what it reads and makes, then list it here")
                .containsExactlyInAnyOrder("Group", "Folded", "Constant", "Value", "Check");
    }

    @Test
    void listsTheLinesOfADictionary() {
        assertThat(mappings.dictionaries().get("kinds"))
                .containsExactly(new DictionaryLine("310", "EMPLOYEE", "职工", LocalDate.of(2020, 1, 1), null));
        assertThat(mappings.codes()).isEqualTo(Map.of("kinds", Set.of("310")));
    }

    private Outline.Line line(String target) {
        return mapping.outline().lines().stream()
                .filter(line -> line.target().equals(target))
                .findFirst()
                .orElseThrow();
    }
}
