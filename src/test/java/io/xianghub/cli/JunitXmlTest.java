package io.xianghub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.bundle.sample.Coverage;
import io.xianghub.bundle.sample.SampleReport;
import io.xianghub.bundle.sample.SampleResult;
import io.xianghub.shared.Text;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JunitXmlTest {

    @Test
    void aSampleThatBrokeIsAnErrorWhateverItsWordsHold() throws Exception {
        SampleResult broke = new SampleResult(
                SampleResult.Kind.CASE,
                "op/<a&b>",
                "file",
                List.of(),
                Text.of("坏\u0001<\ud800", "bad\u0001<\ud800"),
                1234);
        String xml = JunitXml.of(
                Map.of("b", new SampleReport(List.of(broke), new Coverage(List.of()), 1234)), Locale.ENGLISH);

        Document report = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));

        Element suite = (Element) report.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        Element test = (Element) report.getElementsByTagName("testcase").item(0);
        assertThat(test.getAttribute("name")).isEqualTo("op/<a&b>");
        assertThat(test.getAttribute("time")).isEqualTo("1.234");
        assertThat(((Element) report.getElementsByTagName("error").item(0)).getAttribute("message"))
                .isEqualTo("bad\ufffd<\ufffd");
    }
}
