package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.yaml.Position;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Finds what a stylesheet must not use: other files, and whatever is not XSLT 1.0 itself. */
final class XslChecks extends DefaultHandler {

    /** The one extension that reads nothing and runs nothing: a result as a set of nodes. */
    private static final String NODE_SETS = "http://exslt.org/common";

    private static final Set<String> FOREIGN = Set.of("import", "include");

    private static final int DEEPEST = 200;

    private final String file;
    private final Findings findings;
    private @Nullable Locator locator;
    private int depth;

    XslChecks(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    @Override
    public void setDocumentLocator(Locator at) {
        locator = at;
    }

    @Override
    public void startPrefixMapping(String prefix, String uri) {
        boolean extension = uri.startsWith("http://xml.apache.org/")
                || uri.startsWith("http://exslt.org/")
                || uri.startsWith("xalan:")
                || uri.startsWith("java:")
                || uri.contains("java.");
        if (extension && !uri.equals(NODE_SETS)) {
            wrong(
                    Text.of("不允许扩展 %s", "The extension %s is not allowed", uri),
                    Text.of("只用 XSLT 1.0 和 %s", "Use XSLT 1.0 and %s only", NODE_SETS));
        }
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        if (++depth == DEEPEST + 1) {
            wrong(
                    Text.of("脚本嵌套超过 %d 层", "The script nests deeper than %d levels", DEEPEST),
                    Text.of("把里层写成模板，用 call-template 调用", "Make a template of what is inside, and call it"));
        }
        if (uri.equals(XslSteps.XSL) && FOREIGN.contains(name)) {
            wrong(
                    Text.of("不允许引用其他文件：%s", "Another file must not be used: %s", name),
                    Text.of("删除此元素", "Remove this element"));
        }
        for (int i = 0; i < attributes.getLength(); i++) {
            if (attributes.getLocalName(i).equals("extension-element-prefixes")) {
                wrong(
                        Text.of("不允许扩展元素", "Extension elements are not allowed"),
                        Text.of("删除 extension-element-prefixes", "Remove extension-element-prefixes"));
            }
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        depth--;
    }

    @Override
    public void error(SAXParseException wrong) throws SAXParseException {
        throw wrong;
    }

    private void wrong(Text message, Text remedy) {
        Locator at = locator;
        findings.error(
                at == null
                        ? Position.whole(file)
                        : new Position(file, Math.max(1, at.getLineNumber()), Math.max(1, at.getColumnNumber())),
                "mapping.script",
                message,
                remedy);
    }
}
