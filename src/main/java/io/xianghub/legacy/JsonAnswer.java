package io.xianghub.legacy;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;

/** An answer in JSON. */
record JsonAnswer(Charset charset) implements AnswerBody {

    @Override
    public Reading read(byte[] body) throws Malformed {
        return new Reading.Tree(Json.parse(body, charset));
    }

    @Override
    public String accept() {
        return "application/json";
    }

    @Override
    public String word() {
        return "JSON";
    }

    @Override
    public boolean isPage(HttpTransport.Answer answer) {
        return answer.contentType().regionMatches(true, 0, "text/html", 0, 9)
                || Page.beginning(answer).startsWith("<");
    }
}
