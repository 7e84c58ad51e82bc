package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub map schema}: the JSON Schemas of {@code *.map.yaml} and {@code bundle.yaml}, for editors. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "map.yaml 或 bundle.yaml 的 JSON Schema；不指定则写入 schema/ 目录，供编辑器补全和检查",
            "The JSON Schema of map.yaml or bundle.yaml; without a name both are written into schema/, where editors"
                    + " find them"
        })
final class MapSchemaCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Option(
            names = "--folder",
            defaultValue = ".",
            description = "routes/ 和 mappings/ 所在目录 / where routes/ and mappings/ are")
    private Path root = Path.of(".");

    @Parameters(arity = "0..1", paramLabel = "<file>", description = "map 或 bundle / map or bundle")
    private @Nullable EditorSchema schema;

    @Override
    public Integer call() {
        if (schema != null) {
            reading.data(schema.tree(), schema.text().stripTrailing());
            return Exit.OK;
        }
        try {
            List<Path> written = EditorSchema.write(root);
            reading.data(
                    Map.of("written", written.stream().map(Path::toString).toList()),
                    written.isEmpty()
                            ? reading.say(Text.of("schema/ 已是最新", "schema/ is as it should be"))
                            : written.stream().map(Path::toString).collect(Collectors.joining("\n")));
            return Exit.OK;
        } catch (UncheckedIOException failed) {
            throw new Refusal(
                    Exit.FAILED,
                    reading.say(Text.of(
                            "无法写入 %s：%s",
                            "Cannot write into %s: %s",
                            root.resolve(EditorSchema.FOLDER),
                            String.valueOf(failed.getCause()))));
        }
    }
}
