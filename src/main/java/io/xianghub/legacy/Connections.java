package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import java.util.Map;

public class Connections {
    public static void check(ConnectionDefinition d, Findings f) {}

    public Connection open(BundleName b, ConnectionDefinition d) {
        throw new IllegalStateException();
    }

    public void publish(BundleName b, String department, Map<String, Connection> c) {}
}
