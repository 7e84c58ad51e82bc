package io.xianghub.bundle.deployment;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * Bundles to measure with: as many operations as wanted, each with a route, a mapping and a case, that answer what they are
 * asked with their version.
 */
final class BenchBundle {

    private final String name;
    private final String version;
    private final TreeMap<String, byte[]> files = new TreeMap<>();

    private BenchBundle(String name, String version) {
        this.name = name;
        this.version = version;
    }

    static BundleFiles of(String name, String version, int routes) {
        BenchBundle bundle = new BenchBundle(name, version);
        bundle.definition();
        bundle.contract(routes);
        bundle.mapping();
        for (int i = 0; i < routes; i++) {
            bundle.operation(i);
        }
        return new BundleFiles(new BundleName(name), bundle.files);
    }

    static String path(String name, int operation) {
        return "/services/" + name + "/v1/op" + operation;
    }

    private void definition() {
        put(
                "routes/%s/bundle.yaml",
                """
                bundle: %s
                version: %s
                title: { zh: 基准, en: Benchmark }
                department: 11430000MBHUB005XB
                app: mi-mobile
                connections:
                  core:
                    style: http-json
                    operations:
                      find: { method: POST, path: /find }
                """
                        .formatted(name, version));
    }

    private void contract(int routes) {
        StringBuilder contract = new StringBuilder("openapi: 3.1.0\ninfo: { title: Benchmark, version: ")
                .append(version)
                .append(" }\npaths:\n");
        for (int i = 0; i < routes; i++) {
            contract.append(
                    """
                      /op%d:
                        get:
                          operationId: op%d
                          x-hub-subject: { type: none }
                          parameters:
                            - { name: n, in: query, required: true, schema: { type: string, maxLength: 20 } }
                          responses:
                            "200":
                              description: ok
                              content:
                                application/json:
                                  schema: { $ref: "#/components/schemas/Answer" }
                    """
                            .formatted(i, i));
        }
        contract.append(
                """
                components:
                  schemas:
                    Answer:
                      type: object
                      additionalProperties: false
                      required: [value, version]
                      properties:
                        value: { type: string }
                        version: { type: string }
                """);
        put("routes/%s/openapi.yaml", contract.toString());
    }

    private void mapping() {
        put(
                "mappings/%s/answer.map.yaml",
                """
                source: { format: record }
                fields:
                  value: { from: query.n, required: true }
                  version: { value: "%s" }
                """
                        .formatted(version));
        put("mappings/%s/samples/answer/one.in.json", "{\"query\":{\"n\":\"1\"}}");
        put("mappings/%s/samples/answer/one.out.json", "{\"value\":\"1\",\"version\":\"" + version + "\"}");
    }

    private void operation(int number) {
        put(
                "routes/%s/op" + number + ".camel.yaml",
                """
                - route:
                    id: op%d
                    from:
                      uri: direct:op%d
                      steps:
                        - to: { uri: "mapping:answer" }
                """
                        .formatted(number, number));
        put(
                "routes/%s/cases/op" + number + "/one/request.json",
                "{\"path\":{},\"query\":{\"n\":\"7\"},\"header\":{},\"body\":null}");
        put("routes/%s/cases/op" + number + "/one/answer.json", "{\"value\":\"7\",\"version\":\"" + version + "\"}");
    }

    private void put(String path, String content) {
        files.put(path.formatted(name), content.getBytes(StandardCharsets.UTF_8));
    }
}
