package io.xianghub.shared.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** The family of the database below: the one seam where SQL may differ. */
public enum Dialect {
    H2,
    POSTGRESQL;

    public static Dialect of(DataSource source) {
        try (Connection connection = source.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product) {
                case "H2" -> H2;
                case "PostgreSQL" -> POSTGRESQL;
                default -> throw new IllegalStateException("No dialect for the database " + product);
            };
        } catch (SQLException unreachable) {
            throw new IllegalStateException("The database cannot be reached: " + unreachable.getMessage(), unreachable);
        }
    }

    /** The column type for bytes of any length; migrations write it as {@code ${bytes}}. */
    public String bytes() {
        return this == H2 ? "blob" : "bytea";
    }

    /** The folder of its own migrations. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
