package io.xianghub.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client of {@link BenchGateway} around whose calls the machine may stop. */
final class FailingGateway implements SmsGateway {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;
    private final boolean asks;

    /** @param asks false: the deliberately broken variant that never finds out what became of a message */
    FailingGateway(String address, boolean asks) {
        this.address = address;
        this.asks = asks;
    }

    @Override
    public Answer send(TextMessage message) {
        Failpoint.C0.pass();
        String answer = call("/send/" + message.outId());
        Failpoint.C1.pass();
        return answer.equals("OK") ? new Answer(Handover.TAKEN, "") : new Answer(Handover.UNKNOWN, answer);
    }

    @Override
    public Answer query(String outId) {
        if (!asks) {
            return new Answer(Handover.NOT_TAKEN, "");
        }
        return switch (call("/query/" + outId)) {
            case "KNOWN" -> new Answer(Handover.TAKEN, "");
            case "NONE" -> new Answer(Handover.NOT_TAKEN, "");
            default -> new Answer(Handover.UNKNOWN, "no answer");
        };
    }

    private String call(String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException failed) {
            return "failed";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
