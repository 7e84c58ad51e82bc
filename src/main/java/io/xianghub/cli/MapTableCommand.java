package io.xianghub.cli;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.lineage.MappingTables;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub map table}: what the mappings of bundles do, as pages of tables. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        description = {"映射和字典的说明表（Markdown，中英文）", "Tables of mappings and dictionaries, in Markdown and both languages"
        })
final class MapTableCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final BundleFolder folder = new BundleFolder();

    @Parameters(arity = "0..*", paramLabel = "<bundle>", description = "缺省为全部 / all by default")
    private List<String> bundles = new ArrayList<>();

    @Option(
            names = "--write",
            paramLabel = "<folder>",
            description = "每个路由包写成此目录下的一页，如 docs/mappings / writes a page for each bundle into this folder")
    private @Nullable Path into;

    @Override
    public Integer call() {
        List<String> names = bundles.isEmpty()
                ? BundleFiles.names(folder.root()).stream()
                        .map(Object::toString)
                        .toList()
                : bundles;
        Map<String, String> pages = new LinkedHashMap<>();
        boolean wrong = false;
        for (String name : names) {
            Findings findings = new Findings();
            Optional<String> page = MappingTables.page(folder.read(name, reading), findings, Clock.systemUTC());
            findings.all().forEach(reading::finding);
            wrong |= findings.hasErrors();
            page.ifPresent(text -> pages.put(name, text));
        }
        if (into == null) {
            reading.data(pages, String.join("\n", pages.values()).stripTrailing());
        } else {
            List<String> written = write(into, pages);
            reading.data(Map.of("written", written), String.join("\n", written));
        }
        return wrong ? Exit.FINDINGS : Exit.OK;
    }

    private List<String> write(Path to, Map<String, String> pages) {
        List<String> written = new ArrayList<>();
        try {
            Files.createDirectories(to);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Path file = to.resolve(page.getKey() + ".md");
                Files.writeString(file, page.getValue());
                written.add(file.toString());
            }
        } catch (IOException failed) {
            throw new Refusal(
                    Exit.FAILED,
                    reading.say(Text.of(
                            "无法写入 %s：%s", "Cannot write into %s: %s", to, String.valueOf(failed.getMessage()))));
        }
        return written;
    }
}
