package io.xianghub.cli;

import io.xianghub.shared.Text;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Tells on stderr how far a deployment has come while its answer is awaited. */
final class Progress {

    private static final int PATIENCE_MILLIS = 1_000;

    private final Server server;
    private final Reading reading;
    private final String bundle;
    private String last = "";

    Progress(Server server, Reading reading, String bundle) {
        this.server = server;
        this.reading = reading;
        this.bundle = bundle;
    }

    Server.Answer during(Supplier<Server.Answer> work) {
        CompletableFuture<Server.Answer> answer = CompletableFuture.supplyAsync(work);
        while (true) {
            try {
                return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillWorking) {
                tell();
            } catch (ExecutionException | CompletionException ended) {
                if (ended.getCause() instanceof RuntimeException why) {
                    throw why;
                }
                throw new IllegalStateException(ended.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new Refusal(
                        Exit.FAILED, reading.say(Text.of("已中断；部署仍会完成", "Interrupted; the deployment goes on")));
            }
        }
    }

    private void tell() {
        String phase = phase();
        if (!phase.isEmpty() && !phase.equals(last)) {
            last = phase;
            reading.note(Text.of("…… 阶段 %s", "… phase %s", reading.word(phase)));
        }
    }

    /** Empty when it cannot be told now, which is no reason to stop waiting for the answer. */
    private String phase() {
        try {
            Server.Answer now = server.get("/api/v1/bundles/" + bundle + "/deployment", reading, "engineer");
            return now.status() == 200 ? now.text("phase") : "";
        } catch (Refusal untold) {
            return "";
        }
    }
}
