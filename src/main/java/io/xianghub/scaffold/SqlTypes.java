package io.xianghub.scaffold;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Column types of the databases that departments use: as shapes, and as the simulator's database has them. */
final class SqlTypes {

    private static final Set<String> TEXTS = Set.of(
            "VARCHAR",
            "VARCHAR2",
            "NVARCHAR",
            "NVARCHAR2",
            "CHAR",
            "NCHAR",
            "CHARACTER",
            "CHARACTER VARYING",
            "BPCHAR",
            "ENUM",
            "SET",
            "UUID",
            "JSON",
            "JSONB",
            "XMLTYPE",
            "XML",
            "SYSNAME",
            "ROWID",
            "UROWID",
            "INET",
            "NAME");
    private static final Set<String> LONG_TEXTS = Set.of(
            "CLOB",
            "NCLOB",
            "TEXT",
            "TINYTEXT",
            "MEDIUMTEXT",
            "LONGTEXT",
            "NTEXT",
            "LONG",
            "LONGVARCHAR",
            "CHARACTER LARGE OBJECT");
    private static final Set<String> INTEGERS = Set.of(
            "INT",
            "INTEGER",
            "BIGINT",
            "SMALLINT",
            "TINYINT",
            "MEDIUMINT",
            "INT2",
            "INT4",
            "INT8",
            "SERIAL",
            "BIGSERIAL",
            "SMALLSERIAL",
            "INT UNSIGNED",
            "BIGINT UNSIGNED",
            "INTEGER UNSIGNED",
            "TINYINT UNSIGNED",
            "SMALLINT UNSIGNED",
            "YEAR",
            "BYTE",
            "PLS_INTEGER");
    private static final Set<String> DECIMALS = Set.of(
            "DECIMAL",
            "NUMERIC",
            "NUMBER",
            "DEC",
            "MONEY",
            "SMALLMONEY",
            "FLOAT",
            "DOUBLE",
            "DOUBLE PRECISION",
            "REAL",
            "FLOAT4",
            "FLOAT8",
            "BINARY_FLOAT",
            "BINARY_DOUBLE",
            "DECIMAL UNSIGNED",
            "DOUBLE UNSIGNED");
    private static final Set<String> TIMES =
            Set.of("DATETIME", "TIMESTAMP", "TIMESTAMPTZ", "DATETIME2", "SMALLDATETIME");
    private static final Set<String> BOOLEANS = Set.of("BOOLEAN", "BOOL", "BIT");
    private static final Set<String> UNREADABLE = Set.of(
            "BLOB",
            "BYTEA",
            "RAW",
            "LONG RAW",
            "BINARY",
            "VARBINARY",
            "LONGBLOB",
            "MEDIUMBLOB",
            "TINYBLOB",
            "IMAGE",
            "BFILE",
            "LONGVARBINARY",
            "GEOMETRY",
            "SDO_GEOMETRY",
            "POINT");

    private SqlTypes() {}

    static boolean known(String word) {
        return List.of(TEXTS, LONG_TEXTS, INTEGERS, DECIMALS, TIMES, BOOLEANS, UNREADABLE, Set.of("DATE", "TIME"))
                .stream()
                .anyMatch(types -> types.contains(word));
    }

    /** The values of a column; empty when the hub does not read such. */
    static Optional<Shape.Leaf> shape(SqlTable.Column column) {
        String type = plain(column);
        if (UNREADABLE.contains(type) || (type.equals("LONG") && column.type().contains("RAW"))) {
            return Optional.empty();
        }
        if (BOOLEANS.contains(type) || (type.equals("TINYINT") && column.length() == 1)) {
            return Optional.of(Shape.Leaf.of(type.equals("TINYINT") ? Shape.Kind.INTEGER : Shape.Kind.BOOLEAN));
        }
        if (INTEGERS.contains(type)
                || (DECIMALS.contains(type) && column.scale() == 0)
                || (type.equals("NUMBER") && column.length() > 0 && column.scale() < 0)) {
            return Optional.of(new Shape.Leaf(Shape.Kind.INTEGER, Codes.listed(column.comment()), Map.of(), null));
        }
        if (DECIMALS.contains(type)) {
            return Optional.of(Shape.Leaf.of(Shape.Kind.DECIMAL));
        }
        if (type.equals("DATE") || TIMES.contains(type)) {
            return Optional.of(Shape.Leaf.of(Shape.Kind.TEXT, "2026-06-01 09:30:15"));
        }
        if (type.equals("TIME")) {
            return Optional.of(Shape.Leaf.of(Shape.Kind.TEXT, "09:30:15"));
        }
        Map<String, Object> facets = new LinkedHashMap<>();
        if (column.length() > 0 && !LONG_TEXTS.contains(type)) {
            facets.put("maxLength", (long) column.length());
        }
        return Optional.of(new Shape.Leaf(Shape.Kind.TEXT, Codes.listed(column.comment()), facets, null));
    }

    /** The column's type in the simulator's database. */
    static String simulated(SqlTable.Column column) {
        String type = plain(column);
        if (BOOLEANS.contains(type)) {
            return "BOOLEAN";
        }
        if (INTEGERS.contains(type)) {
            return "BIGINT";
        }
        if (DECIMALS.contains(type)) {
            int scale = column.scale() >= 0 ? column.scale() : column.length() > 0 && type.equals("NUMBER") ? 0 : 8;
            return "DECIMAL(38, " + Math.min(scale, 30) + ")";
        }
        if (type.equals("DATE") || TIMES.contains(type)) {
            // Oracle's and 达梦's DATE has a time of day
            return "TIMESTAMP(0)";
        }
        if (type.equals("TIME")) {
            return "TIME";
        }
        return LONG_TEXTS.contains(type) || column.length() == 0
                ? "VARCHAR(1000000)"
                : "VARCHAR(" + column.length() + ")";
    }

    /** Without what does not matter here. */
    private static String plain(SqlTable.Column column) {
        return column.type()
                .toUpperCase(Locale.ROOT)
                .replaceAll(" (WITH|WITHOUT) .*", "")
                .replaceAll(" LOCAL.*", "")
                .strip();
    }
}
