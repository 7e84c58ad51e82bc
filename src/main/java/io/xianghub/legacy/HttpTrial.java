package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The steps of a connection test that speak HTTP. */
record HttpTrial(Binding binding, HttpDeclaration declaration, Watchdog watchdog, TrialSteps steps) {

    void run(Duration longest) {
        HttpTransport.Request request = new HttpTransport.Request(
                "GET", URI.create(binding.address()), Map.of(), null, HttpTransport.Told.NOTHING);
        try (HttpTransport transport = new HttpTransport(binding, watchdog)) {
            try {
                greeted(transport.exchange(request, longest));
            } catch (IOException silent) {
                silent(transport, silent);
            }
        }
    }

    private void greeted(HttpTransport.Answer answer) {
        int status = answer.status();
        if (status == 401 || status == 403) {
            steps.failed(
                    "credentials",
                    Text.of("应答 HTTP %d：凭据不被接受", "HTTP %d: the credentials are not accepted", status));
        } else if (status >= 500 && !isFault(answer)) {
            steps.failed(
                    "http",
                    Text.of("应答 HTTP %d，请部门检查系统", "HTTP %d; the department should look at its system", status));
        } else {
            steps.passed("http", Text.of("有 HTTP 应答（%d）", "There is an HTTP answer (%d)", status));
        }
    }

    private void silent(HttpTransport transport, IOException silent) {
        TlsContext.Failure failure = transport.tlsFailure(silent);
        if (failure == null) {
            steps.failed("http", Text.of("没有 HTTP 应答", "There is no HTTP answer"));
        } else {
            steps.failed(failure.certificate() ? "certificate" : "tls", failure.words());
        }
    }

    /** A GET is no call: many a SOAP service answers it with status 500 and a Fault, and works. */
    private boolean isFault(HttpTransport.Answer answer) {
        return declaration.operations().values().stream()
                .anyMatch(operation -> operation.answer().body().isFault(answer.body()));
    }
}
