package io.xianghub.bundle.contract;

import io.xianghub.bundle.CheckedBundle;
import io.xianghub.bundle.declaration.BundleYaml;
import io.xianghub.bundle.declaration.ContractReader;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.mapping.Mappings;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bundles that are nothing but their contract, read as the hub reads them. */
public final class Contracts {

    private static final String DEFINITION =
            """
            bundle: compared
            version: 1.0.0
            title: { zh: 比较, en: Compared }
            department: 11430000MBHUB005XB
            app: app
            """;

    private Contracts() {}

    /** @param parts further sections of {@code bundle.yaml} */
    public static CheckedBundle bundle(String openapi, String parts) {
        BundleName name = new BundleName("compared");
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("routes/compared/openapi.yaml", openapi.getBytes(StandardCharsets.UTF_8));
        files.put("routes/compared/bundle.yaml", (DEFINITION + parts).getBytes(StandardCharsets.UTF_8));
        BundleFiles bundle = new BundleFiles(name, files);
        Findings findings = new Findings();
        CheckedBundle checked = new CheckedBundle(
                bundle,
                BundleYaml.read(bundle, findings).orElseThrow(),
                ContractReader.read(bundle, findings),
                new Mappings(Map.of()),
                List.of());
        if (findings.hasErrors()) {
            throw new IllegalArgumentException(findings.all().toString());
        }
        return checked;
    }

    /** One operation {@code POST /ask} named {@code ask}. */
    public static CheckedBundle asking(Object request, Object answer, Map<String, Object> components) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", "ask");
        operation.put("requestBody", Map.of("content", json(request)));
        operation.put("responses", Map.of("200", Map.of("content", json(answer))));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("paths", Map.of("/ask", Map.of("post", operation)));
        document.put("components", Map.of("schemas", components));
        return bundle(Json.write(document), "");
    }

    private static Map<String, Object> json(Object schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }
}
