package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.Problem.Violation;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Source;
import javax.xml.transform.Templates;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.sax.SAXResult;
import javax.xml.transform.sax.SAXSource;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;

/**
 * A mapping in XSLT 1.0. What it reads is XML, whatever the source is; the trees that the route has set aside are
 * {@code document('hub:name')}. What it writes is XML, or text that is JSON for any other target.
 */
record XslScript(Templates templates, Target target) implements Script {

    /** The root of what is no XML itself, and of a tree that is set aside. */
    private static final String ROOT = "input";

    private static final String ASIDE = "hub:";

    static Optional<Script> read(ScriptHead head, String text, Findings findings) {
        return XslReader.templates(head.file(), text, findings)
                .map(templates -> new XslScript(templates, head.target()));
    }

    @Override
    public @Nullable Object written(
            @Nullable Object tree, Map<String, ? extends @Nullable Object> scope, Steps steps, List<Violation> wrong)
            throws Unfit, Malformed {
        XslOutput output = new XslOutput(steps, target.format() == Target.Format.XML);
        transform(tree, scope, output);
        String text = output.toString();
        if (target.format() != Target.Format.XML) {
            return target.write(json(text), wrong);
        }
        if (!output.isDocument()) {
            throw new Unfit(
                    Text.of("脚本写出的不是 XML 文档：须恰有一个根元素", "The script writes no XML document: it has one root element"));
        }
        return target.bytes(Map.of("output", text), target.prologText() + text + "\n", wrong);
    }

    private static @Nullable Object json(String text) throws Unfit {
        try {
            return Json.parse(text);
        } catch (Malformed malformed) {
            throw new Unfit(new Text(
                    "脚本写出的不是 JSON：" + malformed.text().zh(),
                    "The script writes no JSON: " + malformed.text().en()));
        }
    }

    private void transform(@Nullable Object tree, Map<String, ? extends @Nullable Object> scope, XslOutput output)
            throws Unfit {
        try {
            Transformer transformer = templates.newTransformer();
            transformer.setErrorListener(new Counting(output.steps()));
            transformer.setURIResolver((href, base) -> aside(href, scope));
            transformer.setOutputProperty(OutputKeys.METHOD, target.format() == Target.Format.XML ? "xml" : "text");
            SAXResult result = new SAXResult(output);
            result.setLexicalHandler(output);
            transformer.transform(source(tree), result);
        } catch (TransformerException | RuntimeException failed) {
            throw meant(failed);
        }
    }

    /** Its own message may hold a value. */
    private static Unfit meant(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem ended) {
                throw ended;
            }
            if (cause instanceof Steps.OutOfRoom) {
                return new Unfit(Steps.OutOfRoom.TEXT);
            }
        }
        return new Unfit(Text.of("脚本失败", "The script failed"));
    }

    private static Source source(@Nullable Object tree) {
        XmlElement root = tree instanceof XmlElement element ? element : XmlTrees.element(ROOT, tree);
        return new SAXSource(new ElementEvents(root), new InputSource());
    }

    /** A checked exception would be an empty document instead. */
    private static Source aside(String href, Map<String, ? extends @Nullable Object> scope) {
        if (!href.startsWith(ASIDE)) {
            throw new IllegalArgumentException("A script reads its input only");
        }
        return source(scope.get(href.substring(ASIDE.length())));
    }

    /** Messages are steps; what else is told may hold values, and is told by the exception, too. */
    private record Counting(Steps steps) implements ErrorListener {

        @Override
        public void warning(TransformerException message) {
            steps.step();
        }

        @Override
        public void error(TransformerException wrong) {}

        @Override
        public void fatalError(TransformerException wrong) {}
    }
}
