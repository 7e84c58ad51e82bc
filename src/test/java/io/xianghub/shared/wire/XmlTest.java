package io.xianghub.shared.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "<a/>|",
                "<a>  </a>|",
                "<a> 测 </a>|测",
                "<a>~ <!-- x --> 测<b/> 试 <c/>~</a>|测 试",
                "<a>1<![CDATA[ <2> ]]>&amp;<?p?> 3</a>|1 <2> & 3",
                "<a><b>x</b> y</a>|y"
            },
            delimiter = '|')
    void putsTheTextOfAnElementTogether(String document, String text) throws Malformed {
        assertThat(Xml.parse(document.replace('~', '\n')).text()).isEqualTo(text == null ? "" : text);
    }

    @Test
    void keepsAttributesAndChildrenInTheirOrder() throws Malformed {
        XmlElement root = Xml.parse("<a xmlns:n='u'><b x='1' n:x='2'/><c/><b>3</b></a>");

        assertThat(root.children()).extracting(XmlElement::name).containsExactly("b", "c", "b");
        assertThat(root.children("b")).hasSize(2);
        assertThat(root.child("b").orElseThrow().attributes())
                .containsExactly(new XmlElement.Attribute("", "x", "1"), new XmlElement.Attribute("u", "x", "2"));
        assertThat(root.child("b").orElseThrow().attribute("x")).contains("1");
        assertThat(root.child("d")).isEmpty();
        assertThat(root.attribute("x")).isEmpty();
    }

    @Test
    void writesWhatAParserReadsAgain() throws Malformed {
        String all = "a&b<c>d\"e\r\n\tf测𠀀]]>";
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("@x", all);
        tree.put("t", all);
        tree.put("测-1.2", List.of(" ", "y"));

        String written = new XmlWriter(prefix -> true, String::valueOf)
                .element("_a", tree)
                .toString();

        assertThat(written)
                .isEqualTo("<_a x=\"a&amp;b&lt;c&gt;d&quot;e&#13;&#10;&#9;f测𠀀]]&gt;\">"
                        + "<t>a&amp;b&lt;c&gt;d&quot;e&#13;\n\tf测𠀀]]&gt;</t><测-1.2> </测-1.2><测-1.2>y</测-1.2></_a>");
        assertThat(Xml.parse(written).attribute("x")).contains(all);
        assertThat(Xml.parse(written).child("t").orElseThrow().text()).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u001F", "\uFFFE", "b\uFFFFc"})
    void writesNoCharacterThatXmlDoesNotHave(String text) {
        assertThatThrownBy(() -> new XmlWriter(prefix -> true, String::valueOf).element("a", text))
                .isInstanceOf(Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a,true",
        "_a-1.b,true",
        "测试,true",
        "p:a,true",
        "q:a,false",
        "1a,false",
        "-a,false",
        ".a,false",
        "'a b',false",
        "'',false",
        "a:,false",
        ":a,false",
        "a>,false"
    })
    void tellsNamesFromOtherWords(String name, boolean is) {
        assertThat(XmlWriter.isName(name, "p"::equals)).isEqualTo(is);
    }
}
