package io.xianghub.bundle.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.check.BundleCheck;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What differs between two contracts, and whom it breaks. */
class ContractChangesTest {

    private static final Map<String, Object> ANY = Map.of("type", "object");

    @Test
    void findsNothingBetweenAContractAndItself() {
        for (String name : List.of("medical-insurance", "housing-fund", "fiscal-budget", "sms-gateway")) {
            assertThat(ContractChanges.between(real(name), real(name))).as(name).isEmpty();
        }
        for (long seed = 0; seed < 20; seed++) {
            Map<String, Object> schema = new GeneratedSchemas(seed).object(3);
            CheckedBundle once = Contracts.asking(schema, schema, Map.of());
            CheckedBundle again = Contracts.asking(reordered(schema), reordered(schema), Map.of("Unused", Map.of()));
            assertThat(ContractChanges.between(once, again)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void tellsEverySingleChangeOfARequestAndOfAnAnswerAndNothingElse() {
        int mutations = 0;
        for (long seed = 0; seed < 10; seed++) {
            GeneratedSchemas schemas = new GeneratedSchemas(seed);
            Map<String, Object> schema = schemas.object(3);
            for (GeneratedSchemas.Mutation mutation : schemas.mutations(schema)) {
                List<Change> asked = between(asking(schema), asking(mutation.schema()));
                List<Change> answered = between(answering(schema), answering(mutation.schema()));
                assertThat(asked)
                        .as("seed %d %s", seed, mutation)
                        .extracting(Change::path, Change::aspect, Change::kind)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple(
                                "request" + mutation.path(), mutation.aspect(), mutation.kind()));
                assertThat(answered)
                        .as("seed %d %s", seed, mutation)
                        .extracting(Change::path, Change::aspect, Change::kind)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple(
                                "answer" + mutation.path(), mutation.aspect(), mutation.kind()));
                mutations++;
            }
        }
        assertThat(mutations).isGreaterThan(200);
    }

    @Test
    void findsTheWayBackToBreakWhomTheWayThereDoesNot() {
        for (long seed = 100; seed < 105; seed++) {
            GeneratedSchemas schemas = new GeneratedSchemas(seed);
            Map<String, Object> schema = schemas.object(3);
            for (GeneratedSchemas.Mutation mutation : schemas.mutations(schema)) {
                Change there =
                        between(asking(schema), asking(mutation.schema())).get(0);
                Change back = between(asking(mutation.schema()), asking(schema)).get(0);
                Change read =
                        between(answering(schema), answering(mutation.schema())).get(0);
                assertThat(back.kind()).as("%s", mutation).isEqualTo(opposite(there.kind()));
                if (List.of(Kind.NARROWED, Kind.REQUIRED).contains(there.kind())) {
                    assertThat(there.impact()).as("%s", mutation).isEqualTo(Impact.BREAKING);
                    assertThat(back.impact()).as("%s", mutation).isEqualTo(Impact.NONE);
                    assertThat(read.impact()).as("%s", mutation).isEqualTo(Impact.NONE);
                }
                if (List.of(Kind.WIDENED, Kind.OPTIONAL).contains(there.kind())) {
                    assertThat(there.impact()).as("%s", mutation).isEqualTo(Impact.NONE);
                    assertThat(back.impact()).as("%s", mutation).isEqualTo(Impact.BREAKING);
                    if (there.aspect() != Aspect.OTHER_FIELDS) {
                        assertThat(read.impact()).as("%s", mutation).isNotEqualTo(Impact.NONE);
                    }
                }
            }
        }
    }

    @Test
    void breaksCallersByANewRequiredFieldAndByARefusedOneButNotByANewOptionalOne() {
        Map<String, Object> one = object(Map.of("a", text()), "a");
        Map<String, Object> two = object(Map.of("a", text(), "b", text()), "a");
        Map<String, Object> both = object(Map.of("a", text(), "b", text()), "a", "b");
        assertThat(only(asking(one), asking(two)).impact()).isEqualTo(Impact.NONE);
        assertThat(only(asking(one), asking(both)).impact()).isEqualTo(Impact.BREAKING);
        assertThat(only(asking(two), asking(one)).impact()).isEqualTo(Impact.BREAKING);
        Map<String, Object> open = new LinkedHashMap<>(one);
        open.remove("additionalProperties");
        Map<String, Object> openTwo = new LinkedHashMap<>(two);
        openTwo.remove("additionalProperties");
        assertThat(only(asking(openTwo), asking(open)).impact()).isEqualTo(Impact.POSSIBLE);
    }

    @Test
    void breaksReadersByARemovedFieldAndByOneThatMayBeAbsentButNotByANewOne() {
        Map<String, Object> one = object(Map.of("a", text()), "a");
        Map<String, Object> two = object(Map.of("a", text(), "b", text()), "a", "b");
        Map<String, Object> optional = object(Map.of("a", text(), "b", text()), "a");
        assertThat(only(answering(one), answering(two)).impact()).isEqualTo(Impact.NONE);
        assertThat(only(answering(two), answering(one)).impact()).isEqualTo(Impact.BREAKING);
        assertThat(only(answering(two), answering(optional)).impact()).isEqualTo(Impact.BREAKING);
        assertThat(only(answering(optional), answering(two)).impact()).isEqualTo(Impact.NONE);
    }

    @Test
    void followsReferencesAndMergesWhatAllOfSays() {
        Map<String, Object> inline = object(Map.of("a", Map.of("type", "string", "maxLength", 5L)), "a");
        Map<String, Object> spread = Map.of(
                "allOf",
                List.of(
                        Map.of("$ref", "#/components/schemas/A"),
                        Map.of("required", List.of("a"), "additionalProperties", false)));
        Map<String, Object> components = Map.of(
                "A",
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("a", Map.of("allOf", List.of(text(), Map.of("maxLength", 5L))))));
        assertThat(between(Contracts.asking(inline, ANY, Map.of()), Contracts.asking(spread, ANY, components)))
                .isEmpty();
    }

    @Test
    void tellsAChangeOfASharedSchemaAtEachPlaceThatUsesIt() {
        Map<String, Object> answer =
                object(Map.of("from", ref("Money"), "to", Map.of("type", "array", "items", ref("Money"))));
        CheckedBundle before = Contracts.asking(ANY, answer, Map.of("Money", object(Map.of("fen", text()))));
        CheckedBundle after =
                Contracts.asking(ANY, answer, Map.of("Money", object(Map.of("fen", Map.of("type", "integer")))));
        assertThat(between(before, after))
                .extracting(Change::path)
                .containsExactly("answer.from.fen", "answer.to[].fen");
    }

    @Test
    void endsWithASchemaThatContainsItself() {
        Map<String, Object> before = Map.of(
                "Node",
                object(Map.of(
                        "name", text(), "next", ref("Node"), "all", Map.of("type", "array", "items", ref("Node")))));
        Map<String, Object> after = Map.of(
                "Node",
                object(Map.of(
                        "name",
                        Map.of("type", "integer"),
                        "next",
                        ref("Node"),
                        "all",
                        Map.of("type", "array", "items", ref("Node")))));
        CheckedBundle old = Contracts.asking(ANY, ref("Node"), before);
        assertThat(between(old, old)).isEmpty();
        assertThat(only(old, Contracts.asking(ANY, ref("Node"), after)).path()).isEqualTo("answer.name");
        Map<String, Object> loop =
                Map.of("A", Map.of("$ref", "#/components/schemas/B"), "B", Map.of("allOf", List.of(ref("A"))));
        assertThat(between(Contracts.asking(ANY, ref("A"), loop), Contracts.asking(ANY, ref("B"), loop)))
                .isEmpty();
    }

    @Test
    void endsWithASchemaThatWouldUnfoldWithoutEnd() {
        Map<String, Object> before = new LinkedHashMap<>();
        Map<String, Object> after = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            Map<String, Object> twice = object(Map.of("l", ref("N" + (i + 1)), "r", ref("N" + (i + 1))));
            before.put("N" + i, twice);
            after.put("N" + i, twice);
        }
        before.put("N60", text());
        after.put("N60", Map.of("type", "integer"));
        List<Change> changes =
                between(Contracts.asking(ANY, ref("N0"), before), Contracts.asking(ANY, ref("N0"), after));
        assertThat(changes).anyMatch(change -> change.aspect() == Aspect.TYPE && change.breaking());
        assertThat(changes)
                .anyMatch(change ->
                        change.kind() == Kind.UNDECIDED && change.message().en().contains("too large"));
    }

    @Test
    void takesNullOutOfAlternativesAndTypesAlike() {
        Map<String, Object> never = object(Map.of("a", text()));
        Map<String, Object> typed = object(Map.of("a", Map.of("type", List.of("string", "null"))));
        Map<String, Object> alternative = object(Map.of("a", Map.of("anyOf", List.of(text(), Map.of("type", "null")))));
        assertThat(between(answering(typed), answering(alternative))).isEmpty();
        Change nullable = only(answering(never), answering(alternative));
        assertThat(nullable.aspect()).isEqualTo(Aspect.NULL);
        assertThat(nullable.breaking()).isTrue();
        assertThat(only(answering(typed), answering(never)).impact()).isEqualTo(Impact.NONE);
    }

    @Test
    void findsWhichAlternativeCameWentOrChanged() {
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("Card", object(Map.of("kind", Map.of("const", "card"), "number", text()), "kind"));
        components.put("Cash", object(Map.of("kind", Map.of("const", "cash")), "kind"));
        components.put("Cheque", object(Map.of("kind", Map.of("const", "cheque")), "kind"));
        Map<String, Object> two = Map.of("oneOf", List.of(ref("Card"), ref("Cash")));
        Map<String, Object> three = Map.of("oneOf", List.of(ref("Cheque"), ref("Cash"), ref("Card")));
        Change wider = only(Contracts.asking(two, ANY, components), Contracts.asking(three, ANY, components));
        assertThat(wider.aspect()).isEqualTo(Aspect.ALTERNATIVE);
        assertThat(wider.kind()).isEqualTo(Kind.ADDED);
        assertThat(wider.impact()).isEqualTo(Impact.NONE);
        assertThat(only(Contracts.asking(ANY, two, components), Contracts.asking(ANY, three, components))
                        .breaking())
                .isTrue();
        assertThat(only(Contracts.asking(three, ANY, components), Contracts.asking(two, ANY, components))
                        .breaking())
                .isTrue();
        Map<String, Object> longer = new LinkedHashMap<>(components);
        longer.put(
                "Card", object(Map.of("kind", Map.of("const", "card"), "number", Map.of("type", "integer")), "kind"));
        assertThat(only(Contracts.asking(ANY, two, components), Contracts.asking(ANY, two, longer))
                        .path())
                .isEqualTo("answer(Card).number");
    }

    @Test
    void findsTheOldSchemaAmongTheNewAlternatives() {
        Map<String, Object> either = object(Map.of("a", Map.of("oneOf", List.of(Map.of("type", "integer"), text()))));
        Change grown = only(asking(object(Map.of("a", text()))), asking(either));
        assertThat(grown.kind()).isEqualTo(Kind.ADDED);
        assertThat(grown.impact()).isEqualTo(Impact.NONE);
        assertThat(only(asking(either), asking(object(Map.of("a", text())))).breaking())
                .isTrue();
        assertThat(between(asking(object(Map.of("a", Map.of("type", "boolean")))), asking(either)))
                .anyMatch(Change::breaking)
                .anyMatch(change -> change.kind() == Kind.UNDECIDED);
    }

    @Test
    void saysWhatItCannotDecide() {
        Map<String, Object> plain = object(Map.of("a", text()));
        for (String keyword : List.of("not", "if", "patternProperties", "contains", "dependentRequired")) {
            Map<String, Object> ruled = new LinkedHashMap<>(plain);
            ruled.put(keyword, Map.of("x", Map.of()));
            Change change = only(asking(plain), asking(ruled));
            assertThat(change.impact()).as(keyword).isEqualTo(Impact.POSSIBLE);
            assertThat(change.kind()).as(keyword).isEqualTo(Kind.UNDECIDED);
        }
        Map<String, Object> negated = Map.of("not", ref("Bad"));
        assertThat(only(
                                Contracts.asking(negated, ANY, Map.of("Bad", text())),
                                Contracts.asking(negated, ANY, Map.of("Bad", Map.of("type", "integer"))))
                        .impact())
                .isEqualTo(Impact.POSSIBLE);
    }

    @Test
    void knowsThatWordsAndDescriptionsBreakNobody() {
        Map<String, Object> plain = object(Map.of("a", text()));
        Map<String, Object> told =
                object(Map.of("a", Map.of("type", "string", "description", "d", "title", "t", "x-note", 1L)));
        assertThat(between(asking(plain), asking(told))).isEmpty();
    }

    @Test
    void tellsWhatBecameOfOperationsAndTheirEntrances() {
        String get =
                "    get:\n      operationId: %s\n%s      responses: { '200': { content: { application/json: { schema: {} } } } }\n";
        String head = "openapi: 3.1.0\npaths:\n";
        String old = head + "  /a/{id}:\n" + get.formatted("one", "") + "  /b:\n" + get.formatted("two", "") + "  /c:\n"
                + get.formatted("three", "      x-hub-timeout: 3s\n") + "  /d:\n" + get.formatted("four", "");
        String next = head + "  /a/{key}:\n" + get.formatted("one", "") + "  /b:\n" + get.formatted("deux", "")
                + "  /c:\n" + get.formatted("three", "      x-hub-timeout: 5s\n      x-hub-subject: { type: person }\n")
                + "  /e:\n" + get.formatted("five", "");
        assertThat(between(Contracts.bundle(old, ""), Contracts.bundle(next, "")))
                .extracting(change -> change.input() + " " + change.aspect().word() + " "
                        + change.kind().word() + " " + change.impact().word())
                .containsExactly(
                        "five operation added none",
                        "four operation removed breaking",
                        "one path renamed none",
                        "three subject narrowed breaking",
                        "three timeout widened possible",
                        "two operation renamed possible");
    }

    @Test
    void comparesParametersAndBodies() {
        String head =
                "openapi: 3.1.0\npaths:\n  /a:\n    post:\n      operationId: one\n      responses: { '200': { content: { application/json: { schema: {} } } } }\n";
        String body = "      requestBody: { content: { application/json: { schema: {} } } }\n";
        String from = "      parameters: [ { name: from, in: query, schema: { type: string } } ]\n";
        String fromTo =
                "      parameters:\n        - { name: from, in: query, required: true, schema: { type: string } }\n        - { name: X-To, in: header, required: true, schema: { type: string } }\n";
        assertThat(between(Contracts.bundle(head + from, ""), Contracts.bundle(head + fromTo + body, "")))
                .extracting(change -> change.path() + " " + change.kind().word() + " "
                        + change.impact().word())
                .containsExactly(
                        "header.X-To added breaking", "query.from required breaking", "request added breaking");
        assertThat(only(Contracts.bundle(head + body, ""), Contracts.bundle(head, ""))
                        .breaking())
                .isTrue();
    }

    @Test
    void namesFileLineAndColumnOfWhatChanged() {
        String openapi =
                """
                openapi: 3.1.0
                paths:
                  /a:
                    get:
                      operationId: one
                      responses:
                        "200":
                          content:
                            application/json:
                              schema: { $ref: "#/components/schemas/A" }
                components:
                  schemas:
                    A:
                      type: object
                      properties:
                        name: { type: string, description: %s }
                        born: { type: string, format: %s }
                """;
        CheckedBundle old = Contracts.bundle(openapi.formatted("n", "date"), "");
        Change change = only(old, Contracts.bundle("# longer by a line\n" + openapi.formatted("m", "date-time"), ""));
        assertThat(change.path()).isEqualTo("answer.born");
        assertThat(String.valueOf(change.at())).isEqualTo("routes/compared/openapi.yaml:18:31");
        assertThat(String.valueOf(change.was())).isEqualTo("routes/compared/openapi.yaml:17:31");
        assertThat(change.message().en())
                .isEqualTo(
                        "one answer.born: the format is another (was format \"date\", is format \"date-time\"); readers of the answer must adapt");
        assertThat(change.message().zh()).contains("one answer.born：格式已改变").contains("读取应答的一方必须修改");
    }

    @Test
    void comparesWhatBundleYamlPromises() {
        String openapi = "openapi: 3.1.0\npaths: {}\n";
        String old =
                """
                facades:
                  notify: { authentication: x-tif, content-type: application/xml, answer-type: text/plain, max-size: 64KB }
                  gone: { authentication: x-tif, content-type: application/xml, answer-type: text/plain }
                messages:
                  row: { columns: [A, B] }
                syncs:
                  pay: { streams: { bill: { connection: c, source: bills, amount: AMT }, more: { connection: c, source: s } } }
                templates:
                  hello: { biz-type: X, title: t, text: "a", channels: [inbox, sms] }
                """;
        String next =
                """
                facades:
                  notify: { authentication: x-tif, content-type: text/xml, answer-type: text/plain, max-size: 32KB }
                messages:
                  row: { columns: [C, A] }
                syncs:
                  pay: { streams: { bill: { connection: c, source: bills, amount: SUM } } }
                templates:
                  hello: { biz-type: X, title: t, text: "b", channels: [inbox] }
                """;
        CheckedBundle before = Contracts.bundle(openapi, old);
        assertThat(ContractChanges.between(before, before)).isEmpty();
        assertThat(between(before, Contracts.bundle(openapi, next)))
                .extracting(change -> change.input() + " " + change.path() + " "
                        + change.kind().word() + " " + change.impact().word())
                .containsExactly(
                        "facade.gone  removed breaking",
                        "facade.notify content-type changed breaking",
                        "facade.notify max-size narrowed breaking",
                        "message.row B removed breaking",
                        "message.row C added none",
                        "sync.pay bill.amount undecided possible",
                        "sync.pay more removed breaking",
                        "template.hello channels narrowed possible",
                        "template.hello text changed none");
    }

    private static List<Change> between(CheckedBundle before, CheckedBundle after) {
        return ContractChanges.between(before, after);
    }

    private static Change only(CheckedBundle before, CheckedBundle after) {
        List<Change> changes = between(before, after);
        assertThat(changes).hasSize(1);
        return changes.get(0);
    }

    private static CheckedBundle asking(Object request) {
        return Contracts.asking(request, ANY, Map.of());
    }

    private static CheckedBundle answering(Object answer) {
        return Contracts.asking(ANY, answer, Map.of());
    }

    private static Kind opposite(Kind kind) {
        return switch (kind) {
            case ADDED -> Kind.REMOVED;
            case REMOVED -> Kind.ADDED;
            case REQUIRED -> Kind.OPTIONAL;
            case OPTIONAL -> Kind.REQUIRED;
            case NARROWED -> Kind.WIDENED;
            case WIDENED -> Kind.NARROWED;
            default -> kind;
        };
    }

    private static Map<String, Object> object(Map<String, Object> properties, String... required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", List.of(required));
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> text() {
        return Map.of("type", "string");
    }

    private static Map<String, Object> ref(String name) {
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private static Map<String, Object> reordered(Map<String, Object> schema) {
        Map<String, Object> reversed = new LinkedHashMap<>();
        List<String> keys = new java.util.ArrayList<>(schema.keySet());
        java.util.Collections.reverse(keys);
        keys.forEach(key -> reversed.put(key, schema.get(key)));
        return reversed;
    }

    private static CheckedBundle real(String name) {
        Findings findings = new Findings();
        BundleFiles files =
                BundleFiles.read(Path.of("."), new BundleName(name), findings).orElseThrow();
        return BundleCheck.check(files, findings, Clock.systemUTC()).orElseThrow();
    }
}
