package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import java.util.Optional;

/** Tells a WSDL from a sample. */
final class XmlSource {

    private XmlSource() {}

    static Optional<LegacySystem> read(SourceFile file, Order order, Notes notes) {
        Optional<XmlNode> root = XmlNode.read(file.text(), file.name(), notes);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        String namespace = root.get().name().namespace();
        String local = root.get().local();
        if (local.equals("definitions") && namespace.equals(WsdlReader.WSDL)) {
            return new WsdlReader(file, order.selection(), notes).read(root.get());
        }
        if (local.equals("description") && namespace.equals("http://www.w3.org/ns/wsdl")) {
            notes.error(
                    root.get().at(),
                    "wsdl-version",
                    Text.of("不支持 WSDL 2.0", "WSDL 2.0 is not read"),
                    Text.of("请部门提供 WSDL 1.1", "Ask the department for WSDL 1.1"));
            return Optional.empty();
        }
        if (namespace.equals(XsdIndex.XSD)) {
            notes.error(
                    root.get().at(),
                    "schema-alone",
                    Text.of("只有 XML Schema，没有操作", "An XML Schema alone has no operations"),
                    Text.of("给出引用它的 WSDL，或一份 XML 样例", "Give the WSDL that imports it, or a sample in XML"));
            return Optional.empty();
        }
        return XmlSampleReader.read(file, root.get(), order, notes);
    }
}
