package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlElement;
import java.util.Optional;

/** A document whose values stand in fields that bear their names. */
record FieldsAnswer(XmlAnswer.Document document, String root) implements AnswerBody {

    @Override
    public Reading read(byte[] body) throws Malformed {
        XmlElement read = document.parse(body);
        if (!read.name().equals(root)) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of("报文的根元素是 %s，不是 %s", "The document's root element is %s, not %s", read.name(), root));
        }
        return new Reading.Tree(NamedFields.read(read));
    }

    @Override
    public Optional<String> prolog(byte[] body) {
        return document.namedIn(body);
    }

    @Override
    public String accept() {
        return "application/xml";
    }

    @Override
    public String word() {
        return "XML";
    }
}
