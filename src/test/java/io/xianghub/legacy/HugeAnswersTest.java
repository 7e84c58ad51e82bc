package io.xianghub.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.xianghub.shared.BundleName;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A department that answers 100 MB where one megabyte is allowed. */
class HugeAnswersTest {

    private static final BundleName BUNDLE = new BundleName("window");
    private static final long SIZE = 100L * 1024 * 1024;

    private final Bindings bindings = new Bindings();
    private final Connections connections = new Connections(bindings, Clock.systemUTC());
    private final CompletableFuture<Long> written = new CompletableFuture<>();
    private final Connection connection = connections.open(
            BUNDLE,
            Declared.connection(
                    "core",
                    """
                    style: http-json
                    request: { NAME: "${body.name}" }
                    operations:
                      said: { path: /said }
                      chunked: { path: /chunked }
                      query: { path: /query }
                    """));
    private HttpServer department;

    @BeforeEach
    void start() throws IOException {
        department = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        department.setExecutor(Executors.newCachedThreadPool());
        department.createContext("/said", call -> talk(call, SIZE));
        department.createContext("/chunked", call -> talk(call, 0));
        department.createContext("/query", call -> {
            byte[] body = "{\"code\":\"0\"}".getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
            call.close();
        });
        department.start();
        bindings.register(
                BUNDLE,
                "core",
                new Binding("http://127.0.0.1:" + department.getAddress().getPort(), Map.of(), new Secret("token-1"))
                        .limits(new Limits(1, 10, 5, 50, java.time.Duration.ofSeconds(10), 1024 * 1024)));
    }

    @AfterEach
    void stop() {
        connections.close();
        department.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"said", "chunked"})
    void isCutAtTheLimitAndTheOnlyPlaceOfTheConnectionIsFreeForTheNextCall(String operation) throws Exception {
        Problem problem = catchThrowableOfType(Problem.class, () -> call(operation));

        assertThat(problem.type()).isEqualTo(ProblemType.DEPARTMENT_UNREADABLE);
        assertThat(problem.detail().en()).contains("max-answer of 1048576 bytes");
        assertThat(problem.detail().zh()).contains("max-answer：1048576 字节");
        assertThat(call("query")).isEqualTo(Map.of("code", "0"));
        assertThat(written.get()).as("bytes that the department got rid of").isLessThan(SIZE / 4);
    }

    private Object call(String operation) {
        return connection.call(
                operation, Map.of("name", "x"), Map.of(), Instant.now().plusSeconds(20));
    }

    private void talk(HttpExchange call, long said) throws IOException {
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(200, said);
        byte[] piece = new byte[64 * 1024];
        long sum = 0;
        try (OutputStream out = call.getResponseBody()) {
            for (; sum < SIZE; sum += piece.length) {
                out.write(piece);
            }
        } catch (IOException gone) {
            assertThat(sum).isNotNegative();
        } finally {
            written.complete(sum);
        }
    }
}
