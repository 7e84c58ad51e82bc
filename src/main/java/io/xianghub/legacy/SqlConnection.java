package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import io.xianghub.shared.Text;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Queries and tables of a department's database. */
final class SqlConnection extends BoundConnection {

    private static final int MOST_ROWS = 10_000;

    private final SqlDeclaration declaration;
    private final Map<String, SqlQuery> queries = new LinkedHashMap<>();

    SqlConnection(BundleName bundle, ConnectionDefinition definition, SqlDeclaration declaration, Access access) {
        super(bundle, definition, access);
        this.declaration = declaration;
        declaration.operations().forEach((name, query) -> queries.put(name, new SqlQuery(query)));
    }

    @Override
    public @Nullable Object call(
            String operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            Instant deadline,
            Wire wire) {
        SqlQuery query = declared(queries, operation);
        Faults faults = faults(operation);
        SqlQuery.Bound bound;
        try {
            bound = query.bind(body);
        } catch (RuntimeException missing) {
            throw faults.misused(Text.of("查询的参数在请求中没有值", "A parameter of the query has no value in the body"))
                    .causedBy(missing);
        }
        Wire.Sent sent = new Wire.Sent(
                definition().name(), operation, operation, null, query.parameters(body), StandardCharsets.UTF_8);
        Question<Wire.Heard.Rows> question = (pool, within) -> new Wire.Heard.Rows(pool.query(
                bound.sql(),
                bound.parameters(),
                MOST_ROWS + 1,
                within,
                found -> SqlRows.read(found, query.names(SqlRows.labels(found)))));
        return cross(crossing(faults, sent, question), wire, deadline, heard -> answer(query, heard.rows(), faults));
    }

    private Crossing<SqlPool, Wire.Heard.Rows> crossing(
            Faults faults, Wire.Sent sent, Question<Wire.Heard.Rows> question) {
        return new Crossing<>(
                Style.SQL,
                bindingIfAny(Style.SQL).orElse(null),
                faults,
                sent,
                Wire.Heard.Rows.class,
                bound -> pool(bound, faults),
                (pool, within) -> asked(question, pool, within, faults));
    }

    private static @Nullable Object answer(SqlQuery query, List<Map<String, @Nullable Object>> rows, Faults faults) {
        if (rows.size() > MOST_ROWS) {
            throw faults.contract(Text.of("查询结果超过 %d 行", "The query found more than %d rows", MOST_ROWS));
        }
        if (!query.one()) {
            return rows;
        }
        if (rows.size() > 1) {
            throw faults.contract(Text.of("应至多一行，却有 %d 行", "Found %d rows where one is expected", rows.size()));
        }
        return rows.isEmpty() ? null : rows.get(0);
    }

    @FunctionalInterface
    interface Question<R extends @Nullable Object> {
        R ask(SqlPool pool, Duration within) throws SQLException;
    }

    <R extends @Nullable Object> R ask(Faults faults, Instant deadline, Question<R> question) {
        Binding binding = binding(Style.SQL, faults);
        return run(
                Style.SQL,
                binding,
                faults,
                deadline,
                bound -> pool(bound, faults),
                (pool, within) -> asked(question, pool, within, faults));
    }

    private static <R extends @Nullable Object> R asked(
            Question<R> question, SqlPool pool, Duration within, Faults faults) {
        try {
            return question.ask(pool, within);
        } catch (SQLException failed) {
            throw SqlFailures.problem(failed, faults, within).causedBy(failed);
        }
    }

    private SqlPool pool(Binding bound, Faults faults) {
        try {
            return new SqlPool(bound, access().watchdog(), access().site().drivers());
        } catch (SqlPool.NoDriver unknown) {
            throw faults.unbound(Text.of(
                            "枢纽没有此地址的 JDBC 驱动：把驱动 jar 放进数据目录的 drivers 文件夹",
                            "The hub has no JDBC driver for this address: put the driver's jar into the folder"
                                    + " drivers of its data directory"))
                    .causedBy(unknown);
        }
    }

    @Override
    public RowSource rows(String source) {
        return new SqlRowSource(this, declared(declaration.sources(), source), faults(source));
    }

    @Override
    public Source source(String source) {
        SqlTable table = declared(declaration.sources(), source);
        return new SqlPolledRows(
                new PolledTable(this, table, faults(source)),
                access().site().polls(),
                new Polls.Table(bundle(), definition().name(), source),
                access().clock(),
                line().age(source));
    }

    @Override
    public FileSource files(String source) {
        throw faults(source).misused(Text.of("sql 连接没有文件来源", "A connection of style sql has no files"));
    }
}
