package io.xianghub.bundle.store;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.bundle.signature.BundleSignature;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.database.Times;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The files of deployed versions as the database keeps them; what does not have its digest is not believed. */
record KeptFiles(JdbcClient jdbc) {

    private record Kept(BundleFiles files, Instant signedSince) {}

    /** Empty when there is no such version, or it is no longer what was deployed. */
    Optional<BundleFiles> find(BundleName name, String digest) {
        return kept(name, digest).map(Kept::files);
    }

    /** @throws Problem {@code BUNDLE_REFUSED} when what is kept is no longer what was deployed */
    BundleFiles files(BundleName name, String digest) {
        return find(name, digest).orElseThrow(() -> damaged(name, digest));
    }

    /** Since when these files are kept with this very signature; empty when they are not. */
    Optional<Instant> since(BundleFiles files) {
        String signature = BundleFiles.signaturePath(files.name());
        return kept(files.name(), files.digest())
                .filter(kept -> Arrays.equals(
                        kept.files().file(signature).orElse(null),
                        files.file(signature).orElse(null)))
                .map(Kept::signedSince);
    }

    /** Content that is known is written anew, which changes its signature at most; damage to it is mended. */
    void keep(BundleFiles files, String department, Receipt receipt) {
        byte[] zip = files.zip();
        String key = BundleSignature.keyOf(files).orElse(null);
        Instant since = since(files).orElse(receipt.at());
        int known = jdbc.sql(
                        """
                        update bundle_version set zip = :zip, signed_with = :key, signed_since = :since
                         where name = :name and digest = :digest""")
                .param("zip", zip)
                .param("key", key)
                .param("since", Times.column(since))
                .param("name", receipt.bundle().value())
                .param("digest", receipt.digest())
                .update();
        if (known > 0) {
            return;
        }
        jdbc.sql(
                        """
                        insert into bundle_version
                               (name, digest, version, department, zip, created_at, created_by, signed_with, signed_since)
                        values (:name, :digest, :version, :department, :zip, :at, :by, :key, :at)""")
                .param("name", receipt.bundle().value())
                .param("digest", receipt.digest())
                .param("version", receipt.version().toString())
                .param("department", department)
                .param("zip", zip)
                .param("at", Times.column(receipt.at()))
                .param("by", receipt.by())
                .param("key", key)
                .update();
    }

    private Optional<Kept> kept(BundleName name, String digest) {
        return jdbc.sql(
                        """
                        select zip, coalesce(signed_since, created_at) as signed_since from bundle_version
                         where name = :name and digest = :digest""")
                .param("name", name.value())
                .param("digest", digest)
                .query((row, number) -> {
                    Instant since = Times.instant(row, "signed_since");
                    return BundleFiles.unzip(row.getBytes("zip"), new Findings())
                            .map(files -> new Kept(files, since));
                })
                .optional()
                .flatMap(Function.identity())
                .filter(kept -> kept.files().digest().equals(digest));
    }

    private static Problem damaged(BundleName name, String digest) {
        Finding finding = Finding.error(
                "routes/" + name,
                0,
                0,
                "bundle.kept-altered",
                Text.of(
                        "数据库保存的内容与摘要 %s 不符：部署之后被改动或损坏",
                        "What the database keeps does not have the digest %s: it was altered or damaged after it was deployed",
                        digest.substring(0, 8)),
                Text.of(
                        "从原来的文件重新部署；查明谁改动了表 bundle_version",
                        "Deploy it again from its original files, and find out who changed the table bundle_version"));
        return Problem.of(
                        ProblemType.BUNDLE_REFUSED,
                        Text.of("路由包 %s 保存的内容被改动", "What is kept of the bundle %s was altered", name))
                .with("findings", List.of(finding));
    }
}
