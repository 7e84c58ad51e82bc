package io.xianghub.cli;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.sample.Preview;
import io.xianghub.bundle.sample.Previews;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub map preview}: one input through one mapping, and where each field of the result comes from. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = {
            "显示一个输入经映射得到什么、每个字段来自哪里；非公开的值不显示",
            "Shows what a mapping makes of an input, and where each field comes from; values that are not public are"
                    + " hidden"
        })
final class MapPreviewCommand implements Callable<Integer> {

    @Mixin
    private final Reading reading = new Reading();

    @Mixin
    private final BundleFolder folder = new BundleFolder();

    @Parameters(index = "0", paramLabel = "<bundle>")
    private String bundle = "";

    @Parameters(index = "1", paramLabel = "<mapping>")
    private String mapping = "";

    @Option(names = "--sample", paramLabel = "<case>", description = "缺省为第一个样例 / the first sample by default")
    private @Nullable String sample;

    @Option(names = "--in", paramLabel = "<file>", description = "不用样例，用此文件 / this file instead of a sample")
    private @Nullable Path in;

    @Option(
            names = "--scope",
            paramLabel = "<file>",
            description = "随 --in：路由另存的树（JSON） / with --in: the trees that the route set aside, as JSON")
    private @Nullable Path scope;

    @Option(names = "--reveal", description = "显示非公开的值和完整结果 / show values that are not public, and the whole result")
    private boolean reveal;

    @Override
    public Integer call() {
        if (in != null ? sample != null : scope != null) {
            throw new Refusal(
                    Exit.USAGE,
                    reading.say(Text.of(
                            "--in 不能与 --sample 同用，--scope 须与 --in 同用",
                            "--in does not go with --sample, and --scope goes with --in only")));
        }
        BundleFiles files = folder.read(bundle, reading);
        Findings findings = new Findings();
        Optional<Preview> preview = Previews.of(files, reveal, findings, Clock.systemUTC())
                .flatMap(previews -> preview(previews, findings));
        findings.all().forEach(reading::finding);
        if (preview.isEmpty()) {
            return Exit.FINDINGS;
        }
        if (reveal) {
            reading.note(
                    Text.of("显示了非公开的值，勿将输出交给他人", "Values that are not public are shown: do not pass the output on"));
        }
        if (preview.get().script()) {
            reading.note(
                    reveal
                            ? Text.of("这是脚本，各字段来自哪里无从得知", "This is a script: where its fields come from cannot be told")
                            : Text.of(
                                    "这是脚本，各字段来自哪里无从得知；--reveal 显示整个结果",
                                    "This is a script: where its fields come from cannot be told; --reveal shows the"
                                            + " whole result"));
        }
        PreviewText text = new PreviewText(reading);
        reading.data(text.tree(bundle, mapping, preview.get()), text.text(preview.get()));
        text.refused(preview.get());
        return preview.get().refused().isEmpty() ? Exit.OK : Exit.FINDINGS;
    }

    private Optional<Preview> preview(Previews previews, Findings findings) {
        if (!previews.mappings().contains(mapping)) {
            throw missing(Text.of(
                    "路由包 %s 没有映射 %s（已有：%s）",
                    "The bundle %s has no mapping %s (there are: %s)",
                    bundle,
                    mapping,
                    String.join(" ", previews.mappings())));
        }
        if (in != null) {
            return previews.ofFile(mapping, named(in), scope == null ? null : named(scope), findings);
        }
        Findings ofSamples = new Findings();
        List<String> samples = previews.samples(mapping, ofSamples);
        String wanted = sample != null ? sample : samples.isEmpty() ? "" : samples.get(0);
        if (!samples.contains(wanted)) {
            ofSamples.all().forEach(reading::finding);
            throw missing(Text.of(
                    "映射 %s 没有样例 %s（已有：%s）；可用 --in 给出文件",
                    "The mapping %s has no sample %s (there are: %s); --in takes a file",
                    mapping,
                    wanted,
                    String.join(" ", samples)));
        }
        return previews.ofSample(mapping, wanted);
    }

    private Previews.Named named(Path file) {
        try {
            return new Previews.Named(file.toString(), Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw missing(Text.of("无法读取 %s", "%s cannot be read", file));
        }
    }

    private Refusal missing(Text why) {
        return new Refusal(Exit.NOT_FOUND, reading.say(why));
    }
}
