package io.xianghub.shared.database;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings each module's tables up to date, module by module from the ground floor up, each with its own history. */
public final class Migrations {

    /** The modules that own tables, lower floors first. */
    public static final List<String> MODULES = List.of(
            "vault",
            "catalogue",
            "lease",
            "legacy",
            "record",
            "bundle",
            "identity",
            "gateway",
            "push",
            "sync",
            "redemption");

    private Migrations() {}

    public static void run(DataSource source) {
        Dialect dialect = Dialect.of(source);
        for (String module : MODULES) {
            String root = "classpath:db/migration/" + module;
            Flyway.configure()
                    .dataSource(source)
                    .locations(root + "/common", root + "/" + dialect.folder())
                    .failOnMissingLocations(false)
                    .placeholders(Map.of("bytes", dialect.bytes()))
                    .table("schema_history_" + module)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        }
    }
}
