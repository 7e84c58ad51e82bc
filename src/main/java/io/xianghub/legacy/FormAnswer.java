package io.xianghub.legacy;

import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;

/** An answer of fields, as a form is sent. */
record FormAnswer(Charset charset) implements AnswerBody {

    @Override
    public Reading read(byte[] body) throws Malformed {
        return new Reading.Tree(Form.parse(body, charset));
    }

    @Override
    public String accept() {
        return "application/x-www-form-urlencoded, text/plain";
    }

    @Override
    public String word() {
        return "form";
    }
}
