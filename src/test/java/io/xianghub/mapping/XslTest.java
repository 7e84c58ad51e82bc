package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xianghub.shared.Budget;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings that are stylesheets: what they can do, and what they cannot. */
class XslTest {

    private static final Charset GBK = Charset.forName("GB18030");

    @Test
    void turnsXmlInGbkIntoXmlInGbk() {
        Mapping mapping = script(
                "{ format: xml, charset: GBK }",
                "{ format: xml, charset: GBK }",
                "<xsl:template match='/'><rows><xsl:for-each select='r/p'><xsl:sort select='@n' order='descending'/>"
                        + "<row n='{@n}'><xsl:value-of select='.'/></row></xsl:for-each></rows></xsl:template>");
        String input = "<?xml version=\"1.0\" encoding=\"GBK\"?><r><p n='1'>测试𠀀</p><p n='2'>乙</p></r>";

        assertThat(new String((byte[]) mapping.apply(input.getBytes(GBK), Map.of()), GBK))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="GBK"?>
                        <rows><row n="2">乙</row><row n="1">测试𠀀</row></rows>
                        """);
    }

    @Test
    void makesATreeOfTheJsonThatItWritesAndReadsWhatIsSetAside() {
        Mapping mapping = script(
                "{ format: record }",
                "{ format: record }",
                "<xsl:template match='/'>{\"name\": \"<xsl:value-of select='input/name'/>\", \"of\": "
                        + "<xsl:value-of select=\"document('hub:account')/input/no\"/>}</xsl:template>");

        assertThat(mapping.apply(Map.of("name", "测试甲"), Map.of("account", Map.of("no", 7L))))
                .isEqualTo(Map.of("name", "测试甲", "of", 7L));
    }

    @Test
    void readsElementsOfANamespaceByAnyPrefix() {
        Mapping mapping = script(
                "{ format: xml }",
                "{ format: xml, prolog: false }",
                "<xsl:template match='/' xmlns:v='urn:v'><a><xsl:value-of select='v:r/v:p/@v:k'/><xsl:value-of"
                        + " select='v:r/q'/></a></xsl:template>");
        byte[] input = "<x:r xmlns:x='urn:v'><x:p x:k='1'/><q>2</q></x:r>".getBytes(StandardCharsets.UTF_8);

        assertThat(new String((byte[]) mapping.apply(input, Map.of()), StandardCharsets.UTF_8))
                .startsWith("<a")
                .endsWith(">12</a>\n");
    }

    @Test
    void refusesTheInputsThatOtherMappingsRefuse() {
        Mapping mapping = script("{ format: xml }", "{ format: xml }", "<xsl:template match='/'><a/></xsl:template>");

        assertThat(Compiled.refused(
                        mapping,
                        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"
                                .getBytes(StandardCharsets.UTF_8),
                        Map.of()))
                .containsExactly("input: The XML has a DTD or entity declarations");
        assertThat(Compiled.refused(mapping, "<a>".repeat(95).getBytes(StandardCharsets.UTF_8), Map.of()))
                .containsExactly("input: The XML nests deeper than 90 levels");
    }

    @Test
    void readsNoFileWhateverItAsksFor(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.xml"), "<s>secret</s>");
        for (String href : List.of(secret.toUri().toString(), secret.toString(), "http://127.0.0.1:1/x", "x.xml")) {
            Mapping mapping = script(
                    "{ format: xml }",
                    "{ format: xml }",
                    "<xsl:template match='/'><a><xsl:copy-of select=\"document('" + href + "')\"/></a></xsl:template>");
            MappingFailure failure = catchThrowableOfType(
                    MappingFailure.class, () -> mapping.apply("<r/>".getBytes(StandardCharsets.UTF_8), Map.of()));
            assertThat(failure).as(href).isNotNull();
            assertThat(failure.violations())
                    .extracting(violation -> violation.path())
                    .containsExactly("script");
        }
        Mapping itself = script(
                "{ format: xml }",
                "{ format: xml, prolog: false }",
                "<xsl:template match='/'><a><xsl:copy-of select=\"document('')\"/></a></xsl:template>");
        assertThat(new String(
                        (byte[]) itself.apply("<r/>".getBytes(StandardCharsets.UTF_8), Map.of()),
                        StandardCharsets.UTF_8))
                .isEqualTo("<a></a>\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:import href='x.xsl'/>",
                "<xsl:include href='file:///etc/passwd'/>",
                "<xsl:template match='/'"
                        + " xmlns:r='http://xml.apache.org/xalan/java/java.lang.Runtime'><a/></xsl:template>",
                "<xsl:template match='/' xmlns:r='http://xml.apache.org/xalan/redirect'"
                        + " xsl:extension-element-prefixes='r'><r:write file='/tmp/x'/></xsl:template>",
                "<xsl:template match='/' xmlns:d='http://exslt.org/dynamic'><a/></xsl:template>",
            })
    void findsWhatReachesBeyondItsInput(String body) {
        assertThat(findings(stylesheet("{ format: xml }", "{ format: xml }", body)))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding).startsWith("4:").contains(" mapping.script "));
    }

    @Test
    void callsNoJavaByAnyNamespace() {
        String body = "<xsl:template match='/' xmlns:j='http://example.org/x/java.lang.Runtime'>"
                + "<a><xsl:value-of select='j:getRuntime()'/></a></xsl:template>";
        assertThat(findings(stylesheet("{ format: xml }", "{ format: xml }", body)))
                .isNotEmpty();

        String unknown = body.replace("java.lang.Runtime", "y");
        Findings findings = new Findings();
        Mappings mappings =
                Compiled.compile(Map.of("m.xsl", stylesheet("{ format: xml }", "{ format: xml }", unknown)), findings);
        if (findings.all().isEmpty()) {
            assertThat(Compiled.refused(
                            mappings.find("m").orElseThrow(), "<r/>".getBytes(StandardCharsets.UTF_8), Map.of()))
                    .containsExactly("script: The script failed");
        } else {
            assertThat(mappings.find("m")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xsl:template match='/'><xsl:call-template name='f'><xsl:with-param name='n'"
                        + " select='60'/></xsl:call-template></xsl:template><xsl:template name='f'><xsl:param"
                        + " name='n'/><xsl:if test='$n &gt; 0'><xsl:call-template name='f'><xsl:with-param name='n'"
                        + " select='$n - 1'/></xsl:call-template><xsl:call-template name='f'><xsl:with-param name='n'"
                        + " select='$n - 1'/></xsl:call-template></xsl:if></xsl:template>",
                "<xsl:template match='/'><xsl:for-each select='//p'><xsl:for-each select='//p'><xsl:for-each"
                        + " select='//p'><xsl:if"
                        + " test='false()'>x</xsl:if></xsl:for-each></xsl:for-each></xsl:for-each></xsl:template>",
                "<xsl:template match='/'><xsl:for-each select='//p'><xsl:copy-of"
                        + " select='/'/></xsl:for-each></xsl:template>",
            })
    void endsWithItsBudgetHoweverItRuns(String body) {
        byte[] input = ("<r>" + "<p/>".repeat(2_000) + "</r>").getBytes(StandardCharsets.UTF_8);
        long[] left = {3_000_000};
        Budget small = bytes -> {
            left[0] -= bytes;
            if (left[0] < 0) {
                throw Problem.of(ProblemType.BODY_TOO_LARGE, Text.of("多", "much"));
            }
        };

        assertThatThrownBy(() ->
                        script("{ format: xml }", "{ format: xml }", body).apply(input, Map.of(), Witness.NONE, small))
                .isInstanceOf(Problem.class);
    }

    @Test
    void refusesTheInputOnWhichItRecursWithoutEndOrStops() {
        Mapping endless = script(
                "{ format: xml }",
                "{ format: xml }",
                "<xsl:template match='/'><xsl:call-template name='f'/></xsl:template>"
                        + "<xsl:template name='f'><a><xsl:call-template name='f'/></a></xsl:template>");
        Mapping stopped = script(
                "{ format: xml }",
                "{ format: xml }",
                "<xsl:template match='/'><xsl:message terminate='yes'>430301190001010028</xsl:message></xsl:template>");

        assertThat(Compiled.refused(endless, "<r/>".getBytes(StandardCharsets.UTF_8), Map.of()))
                .singleElement()
                .asString()
                .startsWith("script: ");
        assertThat(Compiled.refused(stopped, "<r/>".getBytes(StandardCharsets.UTF_8), Map.of()))
                .containsExactly("script: The script failed");
    }

    @Test
    void endsBeforeVariablesThatHoldEverMoreFillTheMemory() {
        StringBuilder doubling =
                new StringBuilder("<xsl:template match='/'><xsl:variable name='v0' select=\"'0123456789'\"/>");
        for (int i = 1; i <= 40; i++) {
            doubling.append("<xsl:variable name='v" + i + "' select='concat($v" + (i - 1) + ", $v" + (i - 1) + ")'/>");
        }
        Mapping mapping = script(
                "{ format: xml }",
                "{ format: xml }",
                doubling + "<a><xsl:value-of select='string-length($v40)'/></a></xsl:template>");

        assertThat(Compiled.refused(mapping, "<r/>".getBytes(StandardCharsets.UTF_8), Map.of()))
                .containsExactly("script: The script takes too much memory for this input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<a/><b/>", "x<a/>", "x", "<xsl:if test='false()'><a/></xsl:if>"})
    void refusesToWriteWhatIsNoDocument(String body) {
        Mapping mapping =
                script("{ format: xml }", "{ format: xml }", "<xsl:template match='/'>" + body + "</xsl:template>");

        assertThat(Compiled.refused(mapping, "<r/>".getBytes(StandardCharsets.UTF_8), Map.of()))
                .containsExactly("script: The script writes no XML document: it has one root element");
    }

    @Test
    void saysThatItIsTheScriptThatWritesNoJson() {
        Mapping mapping =
                script("{ format: xml }", "{ format: json }", "<xsl:template match='/'>{\"a\": }</xsl:template>");

        assertThat(Compiled.refused(mapping, "<r/>".getBytes(StandardCharsets.UTF_8), Map.of()))
                .singleElement()
                .asString()
                .startsWith("script: The script writes no JSON: ");
    }

    @Test
    void findsAStylesheetThatNestsTooDeepOrIsTooLong() {
        String deep = "<xsl:template match='/'>\n" + "<a>".repeat(12_000) + "</a>".repeat(12_000) + "</xsl:template>";
        assertThat(findings(stylesheet("{ format: xml }", "{ format: xml }", deep)))
                .containsExactly("5:598 mapping.script The script nests deeper than 200 levels");
        assertThat(findings(stylesheet("{ format: xml }", "{ format: xml }", " ".repeat(100_000))))
                .containsExactly("0:0 mapping.script The script has more than 100000 characters");
    }

    @Test
    void findsAMistakeWithItsLine() {
        assertThat(findings(
                        stylesheet("{ format: xml }", "{ format: xml }", "<xsl:template match='/'><a></xsl:template>")))
                .singleElement()
                .asString()
                .startsWith("4:")
                .contains(" mapping.script XSLT: ");
        assertThat(findings(stylesheet(
                        "{ format: xml }",
                        "{ format: xml }",
                        "<xsl:template match='/'>\n<xsl:value-of select='1 +'/></xsl:template>")))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding).contains(" mapping.script XSLT: "));
        assertThat(findings("<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'/>"))
                .singleElement()
                .asString()
                .startsWith("1:1 mapping.script-head");
    }

    @Test
    void refusesWhatItsCharsetCannotWrite() {
        Mapping mapping = script(
                "{ format: xml }",
                "{ format: xml, charset: GBK, writes: strict }",
                "<xsl:template match='/'><xsl:copy-of select='.'/></xsl:template>");

        assertThat(Compiled.refused(mapping, "<r>𠀀</r>".getBytes(StandardCharsets.UTF_8), Map.of()))
                .containsExactly("output: The character U+20000 cannot be written in GBK");
    }

    private static String stylesheet(String source, String target, String body) {
        return "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n<!-- hub: source: "
                + source + " -->\n<!-- hub: target: " + target + " -->\n" + body + "\n</xsl:stylesheet>";
    }

    private static Mapping script(String source, String target, String body) {
        return Compiled.mapping(Map.of("m.xsl", stylesheet(source, target, body)));
    }

    private static List<String> findings(String text) {
        Findings findings = new Findings();
        Compiled.compile(Map.of("m.xsl", text), findings);
        return findings.all().stream()
                .map(finding -> finding.line() + ":" + finding.column() + " " + finding.code() + " "
                        + finding.message().en())
                .toList();
    }
}
