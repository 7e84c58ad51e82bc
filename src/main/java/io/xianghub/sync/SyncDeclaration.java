package io.xianghub.sync;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.xianghub.shared.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What bundle.yaml says of a sync; streams are read in the order in which they are declared. */
record SyncDeclaration(String name, List<Stream> streams) {

    /** @param amount the column whose sum is the stream's control total, in yuan; null: rows are counted only */
    record Stream(String name, String connection, String source, @Nullable String amount) {}

    static SyncDeclaration of(BundleDefinition bundle, String name) {
        YamlNode declared = bundle.syncs().get(name);
        if (!(declared instanceof YamlNode.Mapping sync)) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    Text.of("路由包 %s 没有同步 %s", "The bundle %s has no sync %s", bundle.name(), name));
        }
        List<Stream> streams = new ArrayList<>();
        if (sync.get("streams").orElse(null) instanceof YamlNode.Mapping all) {
            all.entries().forEach((stream, entry) -> streams.add(stream(stream, entry.value())));
        }
        return new SyncDeclaration(name, List.copyOf(streams));
    }

    private static Stream stream(String name, YamlNode declared) {
        return new Stream(
                name,
                required(declared, "connection"),
                required(declared, "source"),
                text(declared, "amount").orElse(null));
    }

    private static String required(YamlNode declared, String key) {
        return text(declared, key)
                .orElseThrow(() -> Problem.of(
                        ProblemType.BUNDLE_REFUSED,
                        Text.of("%s 缺少 %s", "%s lacks %s", declared.at().toString(), key)));
    }

    private static Optional<String> text(YamlNode declared, String key) {
        return declared instanceof YamlNode.Mapping mapping
                ? mapping.get(key).flatMap(YamlNode::asText)
                : Optional.empty();
    }
}
