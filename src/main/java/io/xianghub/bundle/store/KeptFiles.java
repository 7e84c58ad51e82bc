package io.xianghub.bundle.store;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Finding;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The files of deployed versions as the database keeps them; what does not have its digest is not believed. */
record KeptFiles(JdbcClient jdbc) {

    /** Empty when there is no such version, or it is no longer what was deployed. */
    Optional<BundleFiles> find(BundleName name, String digest) {
        return jdbc.sql("select zip from bundle_version where name = :name and digest = :digest")
                .param("name", name.value())
                .param("digest", digest)
                .query((row, number) -> row.getBytes("zip"))
                .optional()
                .flatMap(zip -> BundleFiles.unzip(zip, new Findings()))
                .filter(files -> files.digest().equals(digest));
    }

    /** @throws Problem {@code BUNDLE_REFUSED} when what is kept is no longer what was deployed */
    BundleFiles files(BundleName name, String digest) {
        return find(name, digest).orElseThrow(() -> damaged(name, digest));
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
