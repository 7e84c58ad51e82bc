package io.xianghub.bundle.deployment;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small bundles for tests, written as an engineer would: one operation, one route. */
public record BundleSource(BundleName name, String version, SortedMap<String, byte[]> files) {

    public static BundleSource of(String name, String version) {
        BundleSource source = new BundleSource(new BundleName(name), version, new TreeMap<>());
        return source.with(
                        "routes/%s/bundle.yaml",
                        """
                        bundle: %s
                        version: %s
                        title: { zh: 测试, en: Test }
                        department: 11430000MBHUB005XB
                        app: mi-mobile
                        """
                                .formatted(name, version))
                .with(
                        "routes/%s/openapi.yaml",
                        """
                        openapi: 3.1.0
                        info: { title: Test, version: %s }
                        paths:
                          /answer:
                            get:
                              operationId: getAnswer
                              x-hub-subject: { type: none }
                              responses:
                                "200":
                                  description: ok
                                  content:
                                    application/json:
                                      schema: { type: string }
                        """
                                .formatted(version))
                .answering(version);
    }

    /** The operation answers this text. */
    public BundleSource answering(String text) {
        return steps("- setBody: { constant: \"" + text + "\" }");
    }

    /** The operation's route takes these steps, one a line. */
    public BundleSource steps(String... steps) {
        return with(
                "routes/%s/answer.camel.yaml",
                """
                - route:
                    id: answer
                    from:
                      uri: direct:getAnswer
                      steps:
                """
                        + "        "
                        + String.join("\n        ", steps)
                        + "\n");
    }

    /** A case of the operation with what it must answer. */
    public BundleSource expecting(String answer) {
        return with(
                        "routes/%s/cases/getAnswer/one/request.json",
                        "{\"path\":{},\"query\":{},\"header\":{},\"body\":null}")
                .with("routes/%s/cases/getAnswer/one/answer.json", "\"" + answer + "\"");
    }

    public BundleSource with(String path, String content) {
        SortedMap<String, byte[]> more = new TreeMap<>(files);
        more.put(path.formatted(name), content.getBytes(StandardCharsets.UTF_8));
        return new BundleSource(name, version, more);
    }

    public BundleFiles build() {
        return new BundleFiles(name, files);
    }
}
