package io.xianghub.bundle.check;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Yaml;
import io.xianghub.shared.yaml.YamlNode;
import java.util.Optional;

/** What a scaffolded bundle's owner has still to be written over: it can be tried, and deployed nowhere. */
public final class Placeholders {

    /** A department that does not exist; its code passes the check so that the bundle can be tried before it is known. */
    public static final String DEPARTMENT = "52430000MJHUB0075A";

    private Placeholders() {}

    /** Warns of each that stands in {@code bundle.yaml}. */
    public static void check(BundleFiles files, Findings findings) {
        definition(files).ifPresent(definition -> definition
                .get("department")
                .filter(Placeholders::isDepartment)
                .ifPresent(department -> {
                    findings.warning(
                            department.at(),
                            "bundle.placeholder",
                            Text.of(
                                    "department 是 hub init 的占位值，不是任何部门，不能部署",
                                    "department is what hub init made up; it is nobody's, and cannot be deployed"),
                            Text.of(
                                    "写上所属部门的统一社会信用代码",
                                    "Write the unified social credit code of the department whose system it is"));
                    app(definition, files, findings);
                }));
    }

    /** Whether the bundle still belongs to nobody. */
    public static boolean anyIn(BundleFiles files) {
        return definition(files)
                .flatMap(definition -> definition.get("department"))
                .filter(Placeholders::isDepartment)
                .isPresent();
    }

    private static void app(YamlNode.Mapping definition, BundleFiles files, Findings findings) {
        definition
                .get("app")
                .filter(app -> app.asText().filter(files.name().value()::equals).isPresent())
                .ifPresent(app -> findings.warning(
                        app.at(),
                        "bundle.placeholder",
                        Text.of("app 是 hub init 的占位值", "app is what hub init made up"),
                        Text.of("写上被替代的应用在该部门登记的代码", "Write the code under which the department's app is registered")));
    }

    private static boolean isDepartment(YamlNode node) {
        return node.asText().filter(DEPARTMENT::equals).isPresent();
    }

    private static Optional<YamlNode.Mapping> definition(BundleFiles files) {
        String path = "routes/" + files.name() + "/bundle.yaml";
        return files.file(path)
                .flatMap(bytes -> Yaml.read(path, bytes, new Findings()))
                .filter(YamlNode.Mapping.class::isInstance)
                .map(YamlNode.Mapping.class::cast);
    }
}
