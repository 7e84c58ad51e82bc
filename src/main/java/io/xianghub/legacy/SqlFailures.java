package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;

/** What a failed query means. */
final class SqlFailures {

    private SqlFailures() {}

    static Problem problem(SQLException failed, Faults faults, Duration within) {
        if (failed instanceof SqlPool.TooSlow || failed instanceof SQLTimeoutException) {
            return faults.timeout(within);
        }
        if (failed instanceof SqlPool.Busy) {
            return faults.busy(SqlPool.MOST_CONNECTIONS);
        }
        if (failed instanceof SqlRows.SameName same) {
            return faults.contract(Text.of(
                    "查询结果有两列都叫 %s：用 as 给其中一列另取名称",
                    "Two columns of the result are called %s: give one of them another name with as", same.column()));
        }
        String state = Optional.ofNullable(failed.getSQLState()).orElse("");
        SQLException reason = failed.getCause() instanceof SQLException cause ? cause : failed;
        String reasonState = Optional.ofNullable(reason.getSQLState()).orElse(state);
        if (reasonState.startsWith("28")) {
            return faults.unreachable(Text.of("用户名或密码不正确", "User or password is wrong"));
        }
        if (failed instanceof SQLTransientConnectionException
                || reasonState.startsWith("08")
                || reasonState.startsWith("90067")
                || reasonState.startsWith("57P")) {
            return faults.unreachable(Text.of("数据库连接不可用", "The database cannot be reached"));
        }
        if (failed instanceof SQLDataException && state.isEmpty()) {
            return faults.unreadable(Text.of("列的类型无法读取", "A column is of a type that cannot be read"));
        }
        return faults.refused(
                state.isEmpty() ? "SQL" : state,
                Optional.ofNullable(failed.getMessage()).map(SqlFailures::firstLine));
    }

    /** What follows the first line quotes the statement. */
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").replaceAll("; SQL statement:.*", "");
    }
}
