package io.xianghub.simulation;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;

/** Sends the text of an answer in the bytes of another charset than UTF-8, and lets its header say of them what it is told to. */
final class AnswerBytes implements ResponseTransformerV2 {

    private static final String TYPE = "Content-Type";

    @Override
    public String getName() {
        return "wire";
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
        Parameters parameters = event.getTransformerParameters();
        String charset = parameters.getString("charset");
        String claimed = parameters.containsKey("says") ? parameters.getString("says") : charset;
        try {
            return Response.Builder.like(response)
                    .but()
                    .body(Charsets.encode(response.getBodyAsString(), Charsets.of(charset)))
                    .headers(headers(response.getHeaders(), claimed))
                    .build();
        } catch (Malformed unwritable) {
            throw new IllegalArgumentException("wire: " + unwritable.getMessage(), unwritable);
        }
    }

    /** A header that named the charset earlier would make the server write in it, with a question mark for what it lacks. */
    private static HttpHeaders headers(HttpHeaders headers, String claimed) {
        HttpHeaders others = new HttpHeaders(
                headers.all().stream().filter(header -> !header.keyEquals(TYPE)).toList());
        String type = headers.getContentTypeHeader().isPresent()
                ? headers.getContentTypeHeader().mimeTypePart()
                : "text/plain";
        return others.plus(new HttpHeader(TYPE, claimed.isEmpty() ? type : type + ";charset=" + claimed));
    }
}
