package io.xianghub.scaffold;

import static io.xianghub.scaffold.XsdIndex.XSD;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads XML Schema types as shapes; one reader for each message, so that it can tell which namespaces the message has. */
final class XsdReader {

    private static final int MAX_DEPTH = 8;
    private static final int MOST_VISITS = 4_000;

    private final XsdIndex index;
    private final Prefixes prefixes;
    private final Notes notes;
    private final int mostFields;
    private final Set<XmlNode.QName> open = new HashSet<>();
    private int fields;
    private int visits;

    XsdReader(XsdIndex index, Prefixes prefixes, Notes notes, int mostFields) {
        this.index = index;
        this.prefixes = prefixes;
        this.notes = notes;
        this.mostFields = mostFields;
    }

    /** The content of a global element; empty when there is none of that name. */
    Optional<Shape> element(XmlNode.QName name) {
        return index.find("element", name).map(defined -> content(defined, 0));
    }

    /** The values of a named type. */
    Shape type(XmlNode.QName name, int level) {
        if (name.namespace().equals(XSD)) {
            return XsdTypes.builtIn(name.local());
        }
        Optional<XsdIndex.Defined> defined = index.type(name);
        if (defined.isEmpty()) {
            return Shape.Tree.UNKNOWN;
        }
        if (++visits > MOST_VISITS || level > MAX_DEPTH || fields > mostFields) {
            notes.warning(
                    defined.get().node().at(),
                    "deep-schema",
                    Text.of("结构过深或过大，未逐字段展开", "The structure is too deep or too large to write out field by field"),
                    Text.of("按原样传递；需要的字段写进映射", "Passed on as it is; write the fields you need into the mapping"));
            return Shape.Tree.UNKNOWN;
        }
        if (!open.add(name)) {
            notes.warning(
                    defined.get().node().at(),
                    "recursive-schema",
                    Text.of("类型 %s 包含自身", "The type %s contains itself", name.local()),
                    Text.of(
                            "从这一层起按原样传递；需要时在映射中写出",
                            "Passed on as it is from here; write the fields in the mapping where they are needed"));
            return Shape.Tree.UNKNOWN;
        }
        try {
            return defined(defined.get(), level);
        } finally {
            open.remove(name);
        }
    }

    private Shape defined(XsdIndex.Defined type, int level) {
        return type.node().local().equals("simpleType") ? new XsdTypes(index).simple(type, 0) : complex(type, level);
    }

    private Shape content(XsdIndex.Defined element, int level) {
        XmlNode node = element.node();
        String type = node.attribute("type");
        if (type != null) {
            return type(node.qualified(type), level);
        }
        Optional<XmlNode> inline = node.child(XSD, "complexType").or(() -> node.child(XSD, "simpleType"));
        if (inline.isEmpty()) {
            return Shape.Tree.UNKNOWN;
        }
        return ++visits > MOST_VISITS || level > MAX_DEPTH
                ? Shape.Tree.UNKNOWN
                : defined(element.with(inline.get()), level);
    }

    private Shape complex(XsdIndex.Defined type, int level) {
        Optional<XmlNode> simple = type.node().child(XSD, "simpleContent");
        if (simple.isPresent()) {
            return simpleContent(type.with(simple.get()));
        }
        List<Shape.Part> parts = new ArrayList<>();
        Optional<XmlNode> complex = type.node().child(XSD, "complexContent");
        if (complex.isPresent()) {
            for (XmlNode derived : complex.get().children()) {
                Optional<Shape> array = soapArray(type.with(derived), level);
                if (array.isPresent()) {
                    return array.get();
                }
                if (derived.local().equals("extension")
                        && type(derived.qualified(derived.attribute("base", "")), level) instanceof Shape.Group base) {
                    parts.addAll(base.parts());
                }
                particles(type.with(derived), level, true, parts);
                attributes(type.with(derived), parts);
            }
        } else {
            particles(type, level, true, parts);
            attributes(type, parts);
        }
        if (type.node().attribute("mixed", "").equals("true")) {
            notes.warning(
                    type.node().at(),
                    "mixed-content",
                    Text.of("元素之间的文字不会传递", "Text between the elements is not passed on"),
                    Text.of("需要时与部门约定单独的元素", "Agree on an element of its own where it matters"));
        }
        return new Shape.Group(distinct(parts));
    }

    private static List<Shape.Part> distinct(List<Shape.Part> parts) {
        Map<String, Shape.Part> byName = new LinkedHashMap<>();
        parts.forEach(part -> byName.putIfAbsent(part.name(), part));
        return List.copyOf(byName.values());
    }

    /** An array of SOAP encoding: a list of elements of any name. */
    private Optional<Shape> soapArray(XsdIndex.Defined derived, int level) {
        String base = derived.node().attribute("base", "");
        if (!base.endsWith(":Array")) {
            return Optional.empty();
        }
        for (XmlNode attribute : derived.node().children(XSD, "attribute")) {
            String item = attribute.attribute("arrayType");
            if (item != null) {
                notes.warning(
                        attribute.at(),
                        "encoded-array",
                        Text.of(
                                "SOAP 编码的数组按元素 item 的列表处理",
                                "An array of SOAP encoding is taken as a list of elements called item"),
                        Text.of("核对部门实际的元素名", "Check the name that the department uses"));
                Shape shape = type(attribute.qualified(item.replaceAll("\\[.*", "")), level + 1);
                return Optional.of(new Shape.Group(List.of(new Shape.Part("item", new Shape.Many(shape), false, ""))));
            }
        }
        return Optional.of(Shape.Tree.UNKNOWN);
    }

    private Shape simpleContent(XsdIndex.Defined content) {
        List<Shape.Part> parts = new ArrayList<>();
        Shape value = Shape.Leaf.of(Shape.Kind.TEXT);
        for (XmlNode derived : content.node().children()) {
            attributes(content.with(derived), parts);
            XmlNode.QName base = derived.qualified(derived.attribute("base", "string"));
            Shape found = type(base, 0);
            if (found instanceof Shape.Leaf) {
                value = found;
            } else if (found instanceof Shape.Group group) {
                parts.addAll(group.parts());
            }
        }
        if (parts.isEmpty()) {
            return value;
        }
        if (parts.stream().noneMatch(part -> part.name().equals("#text"))) {
            parts.add(new Shape.Part("#text", value, false, ""));
        }
        return new Shape.Group(distinct(parts));
    }

    private void attributes(XsdIndex.Defined holder, List<Shape.Part> parts) {
        for (XmlNode child : holder.node().children()) {
            if (child.local().equals("attribute") && !child.attribute("use", "").equals("prohibited")) {
                String name = child.attribute("name");
                if (name != null) {
                    Shape shape = new XsdTypes(index).attribute(holder.with(child));
                    parts.add(new Shape.Part(
                            "@" + name, shape, child.attribute("use", "").equals("required"), documentation(child)));
                }
            } else if (child.local().equals("attributeGroup")) {
                child.find("ref")
                        .flatMap(reference -> index.find("attributeGroup", child.qualified(reference)))
                        .ifPresent(group -> attributes(group, parts));
            }
        }
    }

    private void particles(XsdIndex.Defined holder, int level, boolean required, List<Shape.Part> parts) {
        for (XmlNode child : holder.node().children()) {
            if (!child.name().namespace().equals(XSD) || ++visits > MOST_VISITS) {
                continue;
            }
            boolean needed = required && !child.attribute("minOccurs", "1").equals("0");
            switch (child.local()) {
                case "element" -> element(holder.with(child), level, needed, parts);
                case "sequence", "all" -> {
                    if (several(child)) {
                        repeated(child);
                    }
                    particles(holder.with(child), level, needed, parts);
                }
                case "choice" -> particles(holder.with(child), level, false, parts);
                case "group" ->
                    index.find("group", child.qualified(child.attribute("ref", "")))
                            .ifPresent(group -> particles(group, level, needed, parts));
                case "any" ->
                    notes.warning(
                            child.at(),
                            "any-element",
                            Text.of("xs:any 处可能出现的元素不会传递", "Elements at xs:any are not passed on"),
                            Text.of("需要时在映射中补上", "Add those you need to the mapping"));
                default -> {
                    // attributes and annotations are read elsewhere
                }
            }
        }
    }

    private void repeated(XmlNode group) {
        notes.warning(
                group.at(),
                "repeated-group",
                Text.of("重复的元素组按各元素的列表处理", "A repeated group of elements is taken as a list of each"),
                Text.of("核对各元素的对应关系", "Check which elements belong together"));
    }

    private static boolean several(XmlNode particle) {
        String most = particle.attribute("maxOccurs", "1");
        return !most.equals("1") && !most.equals("0");
    }

    private void element(XsdIndex.Defined particle, int level, boolean required, List<Shape.Part> parts) {
        XmlNode node = particle.node();
        fields++;
        XsdIndex.Defined declared = particle;
        String name = node.attribute("name");
        String key;
        String reference = node.attribute("ref");
        if (reference != null) {
            XmlNode.QName target = node.qualified(reference);
            declared = index.find("element", target).orElse(particle);
            name = target.local();
            key = prefixes.qualified(target.namespace(), name);
        } else if (name == null) {
            return;
        } else {
            boolean qualified = node.attribute("form", particle.qualified() ? "qualified" : "unqualified")
                    .equals("qualified");
            key = qualified ? prefixes.qualified(particle.namespace(), name) : prefixes.unqualified(name);
        }
        if (!name.matches("[\\p{L}_][\\p{L}\\p{N}_-]*")) {
            notes.warning(
                    node.at(),
                    "unreachable-name",
                    Text.of("映射的路径无法写出元素名 %s", "A mapping's path cannot spell the element %s", name),
                    Text.of("该元素未生成", "It was left out"));
            return;
        }
        Shape shape = content(declared, level + 1);
        boolean nillable = node.attribute("nillable", "").equals("true");
        parts.add(new Shape.Part(
                key, several(node) ? new Shape.Many(shape) : shape, required && !nillable, documentation(node)));
    }

    static String documentation(XmlNode node) {
        return node.child(XSD, "annotation")
                .flatMap(annotation -> annotation.child(XSD, "documentation"))
                .map(words -> words.content().text())
                .orElse("");
    }
}
