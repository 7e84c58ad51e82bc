package io.xianghub.shared.signing;

import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The schemes that have a name, written as a bundle would write them. */
final class Presets {

    private static final Map<String, String> ALL = Map.of(
            // Tencent Rio: Guangdong, 国家医保服务平台
            "x-tif",
            """
            string: "${timestamp}${secret}${nonce}${timestamp}"
            algorithm: sha-256
            caller: paasid
            timestamp: seconds
            puts:
              headers:
                x-tif-paasid: "${caller}"
                x-tif-timestamp: "${timestamp}"
                x-tif-nonce: "${nonce}"
                x-tif-signature: "${signature}"
            """,
            "message-cloud",
            """
            string: "${caller}${binding.connectNo}${timestamp}${nonce}${secret}"
            algorithm: md5
            caller: pushId
            timestamp: millis
            puts:
              fields:
                pushId: "${caller}"
                connectNo: "${binding.connectNo}"
                timeStamp: "${timestamp}"
                nonceStr: "${nonce}"
                sign: "${signature}"
            assumed: true
            """,
            "sorted-parameters",
            """
            string: "${sorted}&key=${secret}"
            sorted: { of: [fields, query], empty: left-out }
            algorithm: sm3
            caller: appId
            timestamp: millis
            puts:
              fields: { appId: "${caller}", timestamp: "${timestamp}", nonce: "${nonce}", sign: "${signature}" }
            assumed: true
            """,
            "atg",
            """
            string: "${caller}${timestamp}${nonce}${body}"
            algorithm: hmac-sha-256
            as: { encoding: base64 }
            caller: appId
            timestamp: millis
            puts:
              headers: { appId: "${caller}", timestamp: "${timestamp}", nonce: "${nonce}", signature: "${signature}" }
            assumed: true
            """);

    private Presets() {}

    static SortedSet<String> names() {
        return new TreeSet<>(ALL.keySet());
    }

    static boolean isAssumed(String name) {
        return ALL.getOrDefault(name, "").contains("assumed: true");
    }

    static Optional<SigningScheme> find(String name) {
        return Optional.ofNullable(READ.get(name));
    }

    private static final Map<String, SigningScheme> READ = read();

    private static Map<String, SigningScheme> read() {
        Map<String, SigningScheme> schemes = new TreeMap<>();
        ALL.forEach((name, yaml) -> {
            Findings findings = new Findings();
            YamlNode node = Yaml.read(name, yaml.getBytes(StandardCharsets.UTF_8), findings)
                    .orElseThrow();
            schemes.put(
                    name,
                    SchemeReader.read(name, node, findings)
                            .orElseThrow(() ->
                                    new IllegalStateException("The scheme " + name + " is wrong: " + findings.all())));
        });
        return Map.copyOf(schemes);
    }
}
