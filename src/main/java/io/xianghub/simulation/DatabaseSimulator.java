package io.xianghub.simulation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.h2.tools.Server;

/** A database of its own behind an H2 server, built anew from scripts and CSV files at each start. */
final class DatabaseSimulator implements Simulator {

    private static final String USER = "hub";
    private static final String CASES = ";DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";

    private final Server server;
    private final Connection keeper;
    private final SimulatedSystem system;

    DatabaseSimulator(SystemDefinition definition, int port, String password) throws SQLException, IOException {
        String name = definition.bundle() + "-" + definition.name() + "-"
                + UUID.randomUUID().toString().substring(0, 8);
        String mode = definition.text("mode", "Regular");
        keeper = DriverManager.getConnection(
                "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1" + CASES + ";MODE=" + mode, USER, password);
        for (String script : definition.texts("scripts")) {
            run("runscript from '" + quoted(definition.file(script)) + "' charset 'UTF-8'");
        }
        for (Map.Entry<?, ?> table : definition.map("load").entrySet()) {
            load(table.getKey().toString(), definition.file(table.getValue().toString()));
        }
        // Without -tcpAllowOthers only this machine may connect.
        server = Server.createTcpServer("-tcpPort", Integer.toString(port), "-tcpDaemon")
                .start();
        system = new SimulatedSystem(
                definition.bundle(),
                definition.name(),
                definition.connection(),
                "database",
                "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:" + name + CASES,
                USER,
                password,
                Map.of("user", USER),
                definition.binding());
    }

    private void load(String table, Path csv) throws IOException, SQLException {
        String head;
        try (var lines = Files.lines(csv, StandardCharsets.UTF_8)) {
            head = lines.findFirst().orElseThrow(() -> new IllegalArgumentException(csv + " has no head line"));
        }
        String columns = Arrays.stream(head.split(",", -1)).map(String::strip).collect(Collectors.joining(", "));
        run("insert into " + table + " (" + columns + ") select " + columns + " from csvread('" + quoted(csv)
                + "', null, 'charset=UTF-8')");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(Path file) {
        return file.toAbsolutePath().toString().replace("'", "''");
    }

    @Override
    public SimulatedSystem system() {
        return system;
    }

    @Override
    public void close() {
        server.stop();
        try (keeper) {
            run("shutdown immediately");
        } catch (SQLException alreadyGone) {
            // Closing what is closed is harmless.
            return;
        }
    }
}
