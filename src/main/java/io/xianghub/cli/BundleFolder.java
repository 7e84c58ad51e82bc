package io.xianghub.cli;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the bundles' two folders are. */
final class BundleFolder {

    @Option(
            names = "--folder",
            defaultValue = ".",
            description = "routes/ 和 mappings/ 所在目录 / where routes/ and mappings/ are")
    private Path root = Path.of(".");

    Path root() {
        return root;
    }

    BundleFiles read(String name, Reading reading) {
        Findings findings = new Findings();
        if (!BundleName.valid(name)) {
            throw new Refusal(Exit.NOT_FOUND, reading.say(Text.of("%s 不是路由包名称", "%s is not a bundle's name", name)));
        }
        return BundleFiles.read(root, new BundleName(name), findings).orElseThrow(() -> {
            findings.all().forEach(reading::finding);
            return new Refusal(Exit.NOT_FOUND, reading.say(Text.of("没有路由包 %s", "There is no bundle %s", name)));
        });
    }
}
