package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.SourceLocator;
import javax.xml.transform.Templates;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.sax.SAXSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/** Compiles stylesheets that reach nothing but their input: no DTD, no network, no files, no Java. */
final class XslReader implements ErrorListener {

    private static final Pattern LINE = Pattern.compile("line (?:Number )?([0-9]{1,6})");
    private static final Text REMEDY = Text.of("更正脚本", "Correct the script");

    private final String file;
    private final Findings findings;

    private XslReader(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    static Optional<Templates> templates(String file, String text, Findings findings) {
        Findings own = new Findings();
        Optional<Templates> templates = new XslReader(file, own).templates(text);
        own.all().forEach(findings::add);
        return own.hasErrors() ? Optional.empty() : templates;
    }

    private Optional<Templates> templates(String text) {
        try {
            XMLReader checked = parser();
            XslChecks checks = new XslChecks(file, findings);
            checked.setContentHandler(checks);
            checked.setErrorHandler(checks);
            checked.parse(new InputSource(new StringReader(text)));
            if (findings.hasErrors()) {
                return Optional.empty();
            }
            SAXSource stylesheet = new SAXSource(new XslSteps(parser()), new InputSource(new StringReader(text)));
            Templates templates = factory().newTemplates(stylesheet);
            templates.newTransformer(); // what the platform cannot run it tells here
            return Optional.of(templates);
        } catch (SAXParseException wrong) {
            wrong(wrong.getLineNumber(), wrong.getColumnNumber(), String.valueOf(wrong.getMessage()));
        } catch (TransformerConfigurationException wrong) {
            if (!findings.hasErrors()) {
                told(wrong);
            }
        } catch (SAXException | IOException | ParserConfigurationException wrong) {
            wrong(0, 0, String.valueOf(wrong.getMessage()));
        } catch (StackOverflowError deep) {
            findings.error(
                    Position.whole(file), "mapping.script", Text.of("脚本嵌套过深", "The script nests too deep"), REMEDY);
        } catch (RuntimeException | LinkageError wrong) {
            wrong(0, 0, String.valueOf(wrong.getMessage()));
        }
        return Optional.empty();
    }

    private static XMLReader parser() throws SAXException, ParserConfigurationException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        XMLReader reader = factory.newSAXParser().getXMLReader();
        // The checks bound the depth and say so in words; a newer JDK would stop before them at 100.
        reader.setProperty("jdk.xml.maxElementDepth", "0");
        return reader;
    }

    private TransformerFactory factory() throws TransformerConfigurationException {
        // the platform's own, whatever else is on the class path
        TransformerFactory factory = TransformerFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
        factory.setURIResolver((href, base) -> {
            throw new TransformerException("A script cannot use others");
        });
        factory.setErrorListener(this);
        return factory;
    }

    @Override
    public void warning(TransformerException unusual) {}

    @Override
    public void error(TransformerException wrong) {
        told(wrong);
    }

    @Override
    public void fatalError(TransformerException wrong) {
        told(wrong);
    }

    private void told(TransformerException wrong) {
        SourceLocator at = wrong.getLocator();
        String message = String.valueOf(wrong.getMessage());
        Matcher line = LINE.matcher(message);
        int number = at != null && at.getLineNumber() > 0
                ? at.getLineNumber()
                : line.find() ? Integer.parseInt(line.group(1)) : 0;
        wrong(number, at == null ? 0 : at.getColumnNumber(), message);
    }

    private void wrong(int line, int column, String message) {
        findings.error(
                line > 0 ? new Position(file, line, Math.max(1, column)) : Position.whole(file),
                "mapping.script",
                Text.of("XSLT：%s", "XSLT: %s", message.lines().findFirst().orElse("")),
                REMEDY);
    }
}
