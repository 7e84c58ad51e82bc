package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.database.Dialect;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PolledRowsOnPostgreSqlTest extends PolledRowsContract {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void rowsWhoseFlagDoesNotStickAreNamedAndAListOfThemIsAMistakeInTheDeclaration() throws Exception {
        run("create rule never as on update to step where old.words = 'stuck' do instead nothing");
        step("a", "I", "2026-06-01 11:00:00");
        step("b", "I", "2026-06-01 11:00:00");
        step("c", "I", "2026-06-01 11:00:00");
        run("update step set words = 'stuck' where id in ('b', 'c')");

        PolledRows.Round round = begin("steps");
        List<PolledRow> next = round.next();
        assertThat(keys(round.taken(next))).containsExactly("b", "c");
        assertThat(flags()).containsExactlyInAnyOrder("1", "0", "0");
        assertThat(keys(round.taken(next.subList(1, 2)))).containsExactly("b");
        Problem all = catchThrowableOfType(Problem.class, () -> round.taken(next.subList(1, 3)));
        assertThat(all.type()).isEqualTo(ProblemType.DEPARTMENT_CONTRACT);
        assertThat(all.detail().en()).contains("The flag is_sync does not stick");
    }

    @Override
    Connection department() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    @Override
    Binding binding() {
        return new Binding(
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                Map.of("user", "postgres"),
                new Secret("postgres"));
    }

    @Override
    Dialect dialect() {
        return Dialect.POSTGRESQL;
    }
}
