package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.GeneratedDocsTest;
import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.lineage.MappingTables;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The pages of docs/mappings, each written from a bundle's mappings. */
class MappingTablesTest {

    private static final Path PAGES = Path.of("docs/mappings");

    @Test
    void thePageOfEachBundleIsFresh() throws IOException {
        for (BundleName bundle : BundleFiles.names(Path.of("."))) {
            Optional<String> page = page(bundle);
            Path file = PAGES.resolve(bundle + ".md");
            if (page.isPresent()) {
                GeneratedDocsTest.checkFresh(file, page.get());
            } else {
                assertThat(file).doesNotExist();
            }
        }
    }

    @Test
    void tellsHowAFieldIsMadeAndWhoMaySeeIt() {
        String page = page(new BundleName("medical-insurance")).orElseThrow();
        assertThat(page)
                .contains("| `name` | `baseinfo.psn_name` | 脱敏 mask name | | 是 yes | 个人 personal |")
                .contains("| `insurances.type` | `insuinfo.insutype` | | `insurance-type` | 是 yes | 个人 personal |")
                .contains("| `310` | `employee` |");
        assertThat(Files.exists(PAGES)).isTrue();
    }

    @Test
    void tellsALookupByItsKeyAndOfAScriptThatItCannotBeTold() {
        String map =
                "source: { format: record }\nfields: { r: { lookup: { in: $rates, where: K, equals: k, take: V } } }\n";
        String script = "// hub: source: { format: json }\n// hub: target: { format: record }\n.";
        BundleName name = new BundleName("small");
        String page = MappingTables.page(
                        new BundleFiles(
                                name,
                                new TreeMap<>(Map.of(
                                        "mappings/small/a.map.yaml", map.getBytes(StandardCharsets.UTF_8),
                                        "mappings/small/b.jslt", script.getBytes(StandardCharsets.UTF_8)))),
                        new Findings(),
                        Clock.systemUTC())
                .orElseThrow();
        assertThat(page)
                .contains("| `r` | `$rates.V` (`$rates.K` = `k`) | lookup | | | 个人 personal |")
                .endsWith("## b\n\njson (UTF-8) → record\n\n脚本：它读取和写出哪些字段无法逐一列出。"
                        + "A script: what it reads and makes cannot be told field by field.\n");
    }

    private static Optional<String> page(BundleName bundle) {
        BundleFiles files =
                BundleFiles.read(Path.of("."), bundle, new Findings()).orElseThrow();
        return MappingTables.page(files, new Findings(), Clock.systemUTC());
    }
}
