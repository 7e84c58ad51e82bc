package io.xianghub.cli;

import io.xianghub.bundle.sample.SampleReport;
import io.xianghub.bundle.sample.SampleResult;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The results of samples as surefire writes tests: a suite for each bundle, a test case for each sample. */
final class JunitXml {

    private final XMLStreamWriter xml;
    private final Locale locale;

    private JunitXml(XMLStreamWriter xml, Locale locale) {
        this.xml = xml;
        this.locale = locale;
    }

    static String of(Map<String, SampleReport> reports, Locale locale) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            JunitXml writer = new JunitXml(xml, locale);
            for (Map.Entry<String, SampleReport> report : reports.entrySet()) {
                writer.suite(report.getKey(), report.getValue());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.append('\n').toString();
    }

    private void suite(String bundle, SampleReport report) throws XMLStreamException {
        long broken = report.samples().stream()
                .filter(sample -> sample.trouble() != null)
                .count();
        xml.writeStartElement("testsuite");
        attribute("name", bundle);
        attribute("tests", String.valueOf(report.samples().size()));
        attribute("failures", String.valueOf(report.failures().size() - broken));
        attribute("errors", String.valueOf(broken));
        attribute("skipped", "0");
        attribute("time", seconds(report.millis()));
        for (SampleResult sample : report.samples()) {
            testCase(bundle, sample);
        }
        xml.writeEndElement();
    }

    private void testCase(String bundle, SampleResult sample) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("classname", bundle + "." + sample.kind().word());
        attribute("name", sample.name());
        attribute("file", sample.file());
        attribute("time", seconds(sample.millis()));
        if (sample.trouble() != null) {
            xml.writeStartElement("error");
            attribute("message", sample.trouble().in(locale));
            xml.writeEndElement();
        } else if (!sample.passed()) {
            String differences = sample.unmet().stream()
                    .flatMap(unmet -> unmet.differences().stream()
                            .map(difference ->
                                    unmet.file() + SampleView.line(difference).in(locale)))
                    .collect(Collectors.joining("\n"));
            xml.writeStartElement("failure");
            attribute("message", differences.lines().findFirst().orElse(""));
            xml.writeCharacters(allowed(differences));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, allowed(value));
    }

    /** Without what XML 1.0 cannot carry; a control character of a department's answer would break the whole report. */
    private static String allowed(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints().map(point -> isAllowed(point) ? point : 0xFFFD).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isAllowed(int point) {
        return point < 0x20
                ? point == '\t' || point == '\n' || point == '\r'
                : point < 0xD800 || (point > 0xDFFF && point != 0xFFFE && point != 0xFFFF);
    }

    private static String seconds(long millis) {
        return "%d.%03d".formatted(millis / 1000, millis % 1000);
    }
}
