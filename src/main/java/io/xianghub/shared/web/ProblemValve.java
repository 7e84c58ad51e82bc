package io.xianghub.shared.web;

import io.xianghub.shared.problem.Problem;
import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Tomcat's own refusals, such as of a malformed request line, which reach no application. */
public class ProblemValve extends ErrorReportValve {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = Statuses.problem(status);
        try {
            response.setContentType(ProblemBody.MEDIA_TYPE);
            response.getOutputStream()
                    .write(JSON.writeValueAsBytes(ProblemBody.of(problem, Locale.SIMPLIFIED_CHINESE, null)));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            getContainer().getLogger().debug("Nobody to answer", gone);
        }
    }
}
