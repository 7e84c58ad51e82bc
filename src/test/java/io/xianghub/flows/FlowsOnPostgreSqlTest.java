package io.xianghub.flows;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class FlowsOnPostgreSqlTest extends FlowsContract {

    /** Ends with the JVM: the hub, which closes after this class, still has connections. */
    private static EmbeddedPostgres database;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) throws IOException {
        database = EmbeddedPostgres.start();
        registry.add("spring.datasource.url", () -> database.getJdbcUrl("postgres", "postgres"));
        registry.add("spring.datasource.username", () -> "postgres");
        registry.add("spring.datasource.password", () -> "postgres");
    }
}
