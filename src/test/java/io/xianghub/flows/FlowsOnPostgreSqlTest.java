package io.xianghub.flows;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class FlowsOnPostgreSqlTest extends FlowsContract {

    @TempDir
    static Path data;

    /** Ends with the JVM: the hub, which closes after this class, still has connections. */
    private static EmbeddedPostgres database;

    @DynamicPropertySource
    static void databaseAndFolder(DynamicPropertyRegistry registry) throws IOException {
        database = EmbeddedPostgres.start();
        registry.add("xianghub.data-dir", () -> data.toString());
        registry.add("spring.datasource.url", () -> database.getJdbcUrl("postgres", "postgres"));
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("spring.datasource.password", () -> "postgres");
    }
}
