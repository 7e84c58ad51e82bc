package io.xianghub.legacy;

import io.xianghub.fuzz.Oracle;
import io.xianghub.shared.shangmi.Sm2;
import io.xianghub.shared.shangmi.Sm4;
import io.xianghub.shared.signing.Credentials;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Xml;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Departments' answers: a tree that can be written as JSON, the department's fault, or a refusal in words. */
public final class AnswersFuzz {

    private static final Lists LISTS = Lists.of(List.of("a", "b.c", "r.r.r")).orElseThrow();
    private static final CipherEnvelope ENVELOPE =
            new CipherEnvelope(Sm4.Mode.CBC, CipherEnvelope.Encoding.BASE64, Sm2.SignatureForm.RAW, Sm2.DEFAULT_USER);
    // GB/T 32918.5, the point of the curve that every key begins with: a public key like any other
    private static final String POINT = "0432C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
            + "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0";

    private AnswersFuzz() {}

    /** What both ends know. */
    private static final Credentials CREDENTIALS = new Credentials() {
        @Override
        public String secret(String name) {
            return "0123456789abcdeffedcba9876543210";
        }

        @Override
        public String property(String name) {
            return POINT;
        }
    };

    /** @param data a letter for the kind of answer, in capitals for GBK, then the answer */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        Oracle.bounded(data, () -> {
            Charset charset = Character.isUpperCase(data[0]) ? Charset.forName("GB18030") : StandardCharsets.UTF_8;
            byte[] body = Oracle.rest(data);
            XmlAnswer.Document document = new XmlAnswer.Document(charset, Xml.Prolog.CHECKED, LISTS);
            switch (Character.toLowerCase((char) data[0])) {
                case 's' -> read(new SoapAnswer(SoapVersion.V1_1, document), body);
                case 't' -> read(new SoapAnswer(SoapVersion.V1_2, document), body);
                case 'x' -> read(new XmlAnswer(document), body);
                case 'j' -> read(new JsonAnswer(charset), body);
                case 'f' -> read(new FormAnswer(charset), body);
                case 'c' -> ENVELOPE.open(Json.parse(body, charset), CREDENTIALS, Instant.EPOCH, new SeenSeals());
                default -> read(new TextAnswer(charset), body);
            }
        });
    }

    private static void read(AnswerBody answer, byte[] body) throws Malformed {
        answer.isPage(new HttpTransport.Answer(200, "text/html", null, body));
        answer.prolog(body);
        AnswerBody.Reading reading = answer.read(body);
        if (reading instanceof AnswerBody.Reading.Tree tree) {
            String written = Json.write(tree.tree());
            Oracle.same(written, Json.write(Json.parse(written)), "the tree is no tree of JSON");
            nested(tree.tree());
        } else if (reading instanceof AnswerBody.Reading.Fault fault) {
            Oracle.require(fault.message().filter(String::isEmpty).isEmpty(), "a fault with an empty message");
        }
    }

    /** A whole answer in a string, as it is opened before it is judged. */
    private static void nested(Object tree) throws Malformed {
        for (Nested.Format format : Nested.Format.values()) {
            new Output(TreePath.of(""), Output.InString.ACCEPTED, new Nested(format, LISTS)).opened(tree);
        }
    }
}
