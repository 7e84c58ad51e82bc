package io.xianghub.bundle.declaration;

import io.xianghub.bundle.BundleDefinition;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.fuzz.Oracle;
import io.xianghub.legacy.Connections;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import java.util.Optional;
import java.util.TreeMap;

/** The bytes of a bundle.yaml with its connections, façades and messages: a definition, or findings with places in it. */
public final class BundleYamlFuzz {

    private static final String FILE = "routes/fuzzed/bundle.yaml";

    private BundleYamlFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Oracle.bounded(data, () -> {
            TreeMap<String, byte[]> files = new TreeMap<>();
            files.put(FILE, data);
            Findings findings = new Findings();
            Optional<BundleDefinition> read =
                    BundleYaml.read(new BundleFiles(new BundleName("fuzzed"), files), findings);
            Oracle.require(read.isPresent() || findings.hasErrors(), "neither a definition nor a finding");
            read.ifPresent(definition -> {
                definition.connections().values().forEach(connection -> Connections.check(connection, findings));
                Facades.check(definition, findings);
                Messages.check(definition, findings);
            });
            Oracle.told(findings, FILE, data);
        });
    }
}
