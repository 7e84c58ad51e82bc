package io.xianghub.legacy;

import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Xml;
import io.xianghub.shared.wire.XmlElement;
import java.nio.charset.Charset;

/** An answer in XML; its tree is what the root element holds. */
record XmlAnswer(Document document) implements AnswerBody {

    /**
     * What is declared of XML that a department sends.
     *
     * @param lists of the tree
     */
    record Document(Charset charset, Xml.Prolog prolog, Lists lists) {

        XmlElement parse(byte[] body) throws Malformed {
            return Xml.parse(body, charset, prolog);
        }
    }

    @Override
    public Reading read(byte[] body) throws Malformed {
        return new Reading.Tree(XmlTree.of(document.parse(body), document.lists()));
    }

    @Override
    public String accept() {
        return "application/xml, text/xml";
    }

    @Override
    public String word() {
        return "XML";
    }
}
