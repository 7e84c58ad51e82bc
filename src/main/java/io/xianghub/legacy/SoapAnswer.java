package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlElement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An answer in a SOAP envelope; its tree is what the first child of the Body holds, unless that is a Fault. */
record SoapAnswer(SoapVersion version, XmlAnswer.Document document) implements AnswerBody {

    @Override
    public Reading read(byte[] body) throws Malformed {
        XmlElement envelope = document.parse(body);
        // A department that speaks the other version says so in a Fault of its own version.
        SoapVersion spoken = SoapVersion.ofEnvelope(envelope)
                .orElseThrow(() -> wrong(Text.of(
                        "应答的根元素是 %s，不是 SOAP Envelope",
                        "The answer's root element is %s, no SOAP Envelope", envelope.name())));
        XmlElement content = envelope.child("Body")
                .orElseThrow(() -> wrong(Text.of("SOAP Envelope 中没有 Body", "The SOAP Envelope has no Body")));
        if (content.children().isEmpty()) {
            return new Reading.Tree(null);
        }
        XmlElement first = content.children().get(0);
        return first.name().equals("Fault") && first.namespace().equals(spoken.namespace())
                ? fault(first, spoken)
                : new Reading.Tree(XmlTree.of(
                        MultiRefs.resolved(
                                first,
                                content.children().subList(1, content.children().size())),
                        document.lists()));
    }

    private static Reading fault(XmlElement fault, SoapVersion version) {
        Optional<String> code = version == SoapVersion.V1_1
                ? at(fault, "faultcode")
                : at(fault, "Code", "Subcode", "Value").or(() -> at(fault, "Code", "Value"));
        Optional<String> message = version == SoapVersion.V1_1
                ? at(fault, "faultstring")
                : fault.child("Reason").flatMap(SoapAnswer::reason);
        return new Reading.Fault(code.map(SoapAnswer::local).orElse("Fault"), message);
    }

    /** A reason may be told in several languages. */
    private static Optional<String> reason(XmlElement reason) {
        List<XmlElement> texts = reason.children("Text");
        Stream<XmlElement> chinese =
                texts.stream().filter(text -> text.attribute("lang").orElse("").startsWith("zh"));
        return Stream.concat(chinese, texts.stream())
                .map(XmlElement::text)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Optional<String> at(XmlElement element, String... names) {
        Optional<XmlElement> here = Optional.of(element);
        for (String name : names) {
            here = here.flatMap(one -> one.child(name));
        }
        return here.map(XmlElement::text).filter(text -> !text.isEmpty());
    }

    /** A code is a qualified name whose prefix each toolkit chooses. */
    private static String local(String code) {
        return code.substring(code.lastIndexOf(':') + 1);
    }

    private static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }

    @Override
    public Optional<String> prolog(byte[] body) {
        return document.namedIn(body);
    }

    @Override
    public String accept() {
        return version.mediaType();
    }

    @Override
    public String word() {
        return "SOAP";
    }

    /** A one-way operation is accepted without a word. */
    @Override
    public boolean mayBeEmpty() {
        return true;
    }
}
