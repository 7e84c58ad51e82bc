package io.xianghub.bundle.sample;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.fuzz.Oracle;
import io.xianghub.shared.problem.Findings;
import java.util.Optional;

/** Bundles as archives, and recorded answers as files: what is read is written and read again as the same. */
public final class ArchivesFuzz {

    private ArchivesFuzz() {}

    /** @param data {@code h} and an answer with its head, or an archive */
    public static void fuzzerTestOneInput(byte[] data) {
        Oracle.bounded(data, () -> {
            if (data.length > 0 && data[0] == 'h') {
                HttpFile.read(Oracle.rest(data))
                        .ifPresent(heard -> Oracle.require(
                                heard.status() >= 100 && heard.status() < 600 && heard.body().length < data.length,
                                "more was read than there is"));
                return;
            }
            Findings findings = new Findings();
            Optional<BundleFiles> files = BundleFiles.unzip(data, findings);
            Oracle.told(findings, "", data);
            Oracle.require(files.isPresent() != findings.hasErrors(), "neither a bundle nor a finding");
            files.ifPresent(read -> Oracle.same(
                    read.digest(),
                    BundleFiles.unzip(read.zip(), new Findings()).orElseThrow().digest(),
                    "another bundle is read than was written"));
        });
    }
}
