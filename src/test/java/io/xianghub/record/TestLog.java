package io.xianghub.record;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An exchange log in a database of a test. */
final class TestLog {

    private TestLog() {}

    static ExchangeLog in(DataSource source) {
        return new ExchangeLog(
                new NamedParameterJdbcTemplate(source),
                new TransactionTemplate(new JdbcTransactionManager(source)),
                new SimpleMeterRegistry());
    }
}
