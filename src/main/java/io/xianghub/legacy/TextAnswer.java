package io.xianghub.legacy;

import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;

/** An answer that is one text. */
record TextAnswer(Charset charset) implements AnswerBody {

    @Override
    public Reading read(byte[] body) throws Malformed {
        return new Reading.Tree(Charsets.decode(body, charset));
    }

    @Override
    public String accept() {
        return "text/plain, */*";
    }

    @Override
    public String word() {
        return "text";
    }
}
