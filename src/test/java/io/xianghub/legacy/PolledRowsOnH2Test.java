package io.xianghub.legacy;

import io.xianghub.shared.database.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PolledRowsOnH2Test extends PolledRowsContract {

    private static final String DATABASE = "mem:polled;DB_CLOSE_DELAY=-1";
    private static Server server;

    @BeforeAll
    static void start() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
        DriverManager.getConnection("jdbc:h2:" + DATABASE, "reader", "right").close();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Override
    Connection department() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + DATABASE, "reader", "right");
    }

    @Override
    Binding binding() {
        return new Binding(
                "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:polled",
                Map.of("user", "reader"),
                new Secret("right"));
    }

    @Override
    Dialect dialect() {
        return Dialect.H2;
    }
}
