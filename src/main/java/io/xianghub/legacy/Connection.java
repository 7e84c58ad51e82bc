package io.xianghub.legacy;

import io.xianghub.shared.BundleName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bundle version's way into a department's system, bound to address and credential by the hub it runs on. Breaker and
 * bulkhead belong to (bundle, connection) and pass from version to version.
 */
public interface Connection extends AutoCloseable {

    BundleName bundle();

    ConnectionDefinition definition();

    /**
     * Calls an operation and waits for its answer, at most until {@code deadline} or the binding's timeout.
     *
     * @param wire what is sent and heard crosses it
     * @param body a tree: the request record, or the named parameters of a query
     * @param scope further trees that templates reach as {@code $name.path}
     * @return the answer's output as a tree; a query answers a list of rows, or one row or null when it declares {@code rows: one}
     * @throws io.xianghub.shared.problem.Problem {@code DEPARTMENT_*} or {@code UNBOUND_CONNECTION}
     */
    @Nullable Object call(
            String operation,
            @Nullable Object body,
            Map<String, ? extends @Nullable Object> scope,
            Instant deadline,
            Wire wire);

    /** Calls the department's system itself. */
    default @Nullable Object call(
            String operation, @Nullable Object body, Map<String, ? extends @Nullable Object> scope, Instant deadline) {
        return call(operation, body, scope, deadline, Wire.LIVE);
    }

    /**
     * What a route begins with.
     *
     * @throws io.xianghub.shared.problem.Problem when routes cannot begin with it
     */
    Source source(String source);

    /** Files that wait in the department's folder. */
    FileSource files(String source);

    /** Rows of the department's table, read by their update time. */
    RowSource rows(String source);

    /** Gives back what this bundle version holds; breaker, bulkhead and pool go with the last that holds them. */
    @Override
    void close();
}
