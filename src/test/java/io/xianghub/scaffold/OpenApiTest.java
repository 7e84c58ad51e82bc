package io.xianghub.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {

    private static final String OLD =
            """
            swagger: "2.0"
            info: { title: 旧接口, version: "1" }
            host: h.example
            basePath: /api/v1/
            consumes: [application/json]
            produces: [application/json]
            securityDefinitions: { key: { type: apiKey, in: header, name: X-Key } }
            security: [ { key: [] } ]
            paths:
              /persons/{sfzhm}:
                parameters: [ { $ref: "#/parameters/sfzhm" } ]
                get:
                  summary: 查询
                  parameters:
                    - { name: lx, in: query, type: string, enum: ["1", "2"], x-enumNames: [甲, 乙] }
                    - { name: X-Trace, in: header, type: string }
                  responses:
                    "200": { description: OK, schema: { $ref: "#/definitions/Person" } }
                    "404": { description: none, schema: { type: object, properties: { code: { type: string } } } }
                delete:
                  responses: { "204": { description: gone } }
              /persons:
                post:
                  operationId: Add_Person
                  parameters: [ { name: body, in: body, required: true, schema: { $ref: "#/definitions/Person" } } ]
                  responses: { "200": { description: OK, schema: { type: array, items: { type: string } } } }
              /photo:
                post:
                  parameters: [ { name: f, in: formData, type: file } ]
                  responses: { "200": { description: OK } }
            parameters:
              sfzhm: { name: sfzhm, in: path, required: true, type: string }
            definitions:
              Person:
                type: object
                required: [xm]
                properties:
                  xm: { type: string, description: 姓名 }
                  age: { type: integer, minimum: 3, maximum: 5 }
                  parent: { $ref: "#/definitions/Person" }
                  tags: { type: array, items: { type: string } }
                  extra: { type: object, additionalProperties: { type: string } }
            """;
    private static final String NEW =
            """
            {
              "openapi": "3.1.0",
              "info": { "title": "new", "version": "1" },
              "servers": [ { "url": "https://h.example/base" } ],
              "paths": {
                "/things/{id}.json": {
                  "put": {
                    "operationId": "putThing",
                    "tags": ["t"],
                    "parameters": [
                      { "name": "id", "in": "path", "required": true, "schema": { "type": ["integer", "null"] } },
                      { "name": "c", "in": "cookie", "schema": { "type": "string" } }
                    ],
                    "requestBody": { "content": { "application/json": { "schema": { "allOf": [
                      { "$ref": "#/components/schemas/Base" },
                      { "type": "object", "required": ["b"], "properties": { "b": { "const": "B" }, "u": { "type": "string", "format": "uuid", "readOnly": true } } } ] } } } },
                    "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "oneOf": [
                      { "$ref": "#/components/schemas/Base" }, { "type": "object", "properties": { "z": { "type": "number" } } } ] } } } } }
                  }
                },
                "/things/{other}": { "put": { "operationId": "putOther", "responses": { "200": { "description": "", "content": { "application/json": { "schema": true } } } } } },
                "/things/{third}": { "$ref": "#/paths/~1things~1{other}" },
                "/remote": { "get": { "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "https://elsewhere.example/s.json" } } } } } } }
              },
              "components": { "schemas": { "Base": { "type": "object", "properties": {
                "a": { "type": ["string", "null"], "maxLength": 3 },
                "m": { "anyOf": [ { "type": "string" }, { "type": "integer" } ] },
                "n": { "anyOf": [ { "type": "boolean" }, { "type": "null" } ] },
                "+1": { "type": "integer" } } } } }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void readsTheOldForm() throws IOException {
        ScaffoldedBundle made = ScaffoldedBundle.of(folder, "old.yaml", OLD);
        assertThat(made.validated()).isEmpty();
        assertThat(made.operations()).containsExactly("getPersonsBySfzhm", "deletePersonsBySfzhm", "addPerson");
        assertThat(made.text("routes/tried/bundle.yaml"))
                .contains("path: \"/api/v1/persons/${body.path.sfzhm}\"")
                .contains("X-Key: \"${secret}\"".replace("X-Key", "X-Key"));
        assertThat(made.codes()).contains("init.recursive-schema", "init.media-type");
        assertThat(made.text("mappings/tried/dictionaries/lx-to-department.csv"))
                .contains("1,1,甲,,");
        Map<?, ?> answer = (Map<?, ?>) made.json("routes/tried/cases/getPersonsBySfzhm/sample/answer.json");
        assertThat(answer.get("xm")).isEqualTo("测试甲");
        assertThat(answer.get("age")).isEqualTo(3L);
        assertThat(made.text("routes/tried/cases/getPersonsBySfzhm/refused-404/legacy-1.http"))
                .startsWith("HTTP/1.1 404 ");
    }

    @Test
    void readsTheNewForm() throws IOException {
        ScaffoldedBundle made = ScaffoldedBundle.of(folder, "new.json", NEW);
        assertThat(made.validated()).isEmpty();
        assertThat(made.operations()).containsExactly("putThing", "putOther", "putOther2", "getRemote");
        Map<?, ?> paths = (Map<?, ?>) made.yaml("routes/tried/openapi.yaml").get("paths");
        assertThat(paths.keySet().toString())
                .isEqualTo("[/things/{id}, /things/{other}/put-other, /things/{third}/put-other2, /remote]");
        assertThat(made.codes())
                .contains(
                        "init.parameter-place",
                        "init.unreachable-name",
                        "init.remote-reference",
                        "init.choice",
                        "init.mixed-choice");
        assertThat(made.findings().all())
                .allSatisfy(finding -> assertThat(finding.place()).startsWith("new.json:"));
        Map<?, ?> request = (Map<?, ?>) made.json("routes/tried/cases/putThing/sample/request.json");
        assertThat(((Map<?, ?>) request.get("body")).get("b")).isEqualTo("B");
        assertThat(((Map<?, ?>) request.get("body")).containsKey("u")).isFalse();
    }

    @Test
    void takesOnlyWhatIsAskedFor() throws IOException {
        Path file = Files.writeString(folder.resolve("new.json"), NEW);
        for (Selection selection : List.of(
                new Selection(List.of("put*ing"), List.of()),
                new Selection(List.of("PUT /things/{id}*"), List.of()),
                new Selection(List.of(), List.of("t")))) {
            ScaffoldedBundle made = ScaffoldedBundle.of(new Order(
                    ScaffoldedBundle.NAME,
                    new Order.Source(file.toString(), null, null),
                    selection,
                    Order.Owner.UNKNOWN,
                    false));
            assertThat(made.operations()).as(selection.toString()).containsExactly("putThing");
        }
        ScaffoldedBundle none = ScaffoldedBundle.of(new Order(
                ScaffoldedBundle.NAME,
                new Order.Source(file.toString(), null, null),
                new Selection(List.of(), List.of("no")),
                Order.Owner.UNKNOWN,
                false));
        assertThat(none.bundle()).isEmpty();
        assertThat(none.findings().all().get(0).remedy().en()).contains("{t=1}");
    }

    @Test
    void followsReferencesIntoFilesBesideTheDocumentAndNowhereElse() throws IOException {
        Files.createDirectories(folder.resolve("api/parts"));
        Files.writeString(folder.resolve("outside.yaml"), "type: string");
        Files.writeString(
                folder.resolve("api/parts/person.yaml"),
                "type: object\nproperties: { xm: { $ref: 'name.yaml#/Name' }, o: { $ref: '../../outside.yaml' } }");
        Files.writeString(folder.resolve("api/parts/name.yaml"), "Name: { type: string, example: 测试乙 }");
        ScaffoldedBundle made = ScaffoldedBundle.of(
                folder,
                "api/a.yaml",
                "openapi: 3.0.0\n"
                        + "paths: { /p: { get: { responses: { '200': { content: { application/json: { schema: { $ref:"
                        + " 'parts/person.yaml' } } } } } } } }");
        assertThat(((Map<?, ?>) made.json("routes/tried/cases/getP/sample/answer.json")).get("xm"))
                .isEqualTo("测试乙");
        assertThat(made.findings().all()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("init.reference-outside");
            assertThat(finding.place()).isEqualTo("parts/person.yaml:2:51");
        });
    }

    @Test
    void cutsReferencesThatLeadNowhereOrBackToThemselves() throws IOException {
        ScaffoldedBundle made = ScaffoldedBundle.of(
                folder,
                "a.yaml",
                """
                openapi: 3.0.0
                paths: { /p: { get: { responses: { '200': { content: { application/json: { schema: { $ref: "#/components/schemas/A" } } } } } } } }
                components: { schemas: { A: { type: object, properties: { b: { $ref: "#/components/schemas/B" }, c: { $ref: "#/no" } } }, B: { $ref: "#/components/schemas/B" } } }
                """);
        assertThat(made.validated()).isEmpty();
        assertThat(made.codes()).contains("init.reference-cycle", "init.reference-missing");
    }

    @Test
    void appliesSuggestionsOnlyWhenAsked() throws IOException {
        Path file = Files.writeString(folder.resolve("old.yaml"), OLD);
        Order.Source source = new Order.Source(file.toString(), null, null);
        assertThat(ScaffoldedBundle.of(source, false).text("routes/tried/openapi.yaml"))
                .contains("sfzhm")
                .doesNotContain("identityNumber");
        ScaffoldedBundle taken = ScaffoldedBundle.of(source, true);
        assertThat(taken.validated()).isEmpty();
        assertThat(taken.text("mappings/tried/add-person-request.map.yaml")).contains("xm: { from: body.name");
        assertThat(taken.bundle().orElseThrow().taken()).isPositive();
    }

    @Test
    void asksAndAnswersAsItsSamplesSay() throws Exception {
        ScaffoldedBundle made = ScaffoldedBundle.of(folder, "old.yaml", OLD);
        assertThat(made.tested()).isEmpty();
        try (Scaffolding running = Scaffolding.run(made, folder.resolve("run"))) {
            for (String operation : made.operations()) {
                Object request = made.json("routes/tried/cases/" + operation + "/sample/request.json");
                assertThat(running.ask(operation, request))
                        .as(operation)
                        .isEqualTo(made.json("routes/tried/cases/" + operation + "/sample/answer.json"));
            }
        }
    }
}
