package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Xml;
import io.xianghub.shared.wire.XmlElement;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer in XML; its tree is what the root element holds.
 *
 * @param root local name that the root element must have; null when it may have any
 */
record XmlAnswer(Document document, @Nullable String root) implements AnswerBody {

    XmlAnswer(Document document) {
        this(document, null);
    }

    /**
     * What is declared of XML that a department sends.
     *
     * @param lists of the tree
     */
    record Document(Charset charset, Xml.Prolog prolog, Lists lists) {

        XmlElement parse(byte[] body) throws Malformed {
            return Xml.parse(body, charset, prolog);
        }

        Optional<String> namedIn(byte[] body) {
            return prolog == Xml.Prolog.CHECKED ? Xml.charsetNamedIn(body) : Optional.empty();
        }
    }

    @Override
    public Reading read(byte[] body) throws Malformed {
        XmlElement read = document.parse(body);
        if (root != null && !read.name().equals(root)) {
            throw new Malformed(
                    Malformed.Reason.SYNTAX,
                    Text.of("应答的根元素是 %s，不是 %s", "The answer's root element is %s, not %s", read.name(), root));
        }
        return new Reading.Tree(XmlTree.of(read, document.lists()));
    }

    @Override
    public Optional<String> prolog(byte[] body) {
        return document.namedIn(body);
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
