package io.xianghub.scaffold;

import static io.xianghub.scaffold.XsdIndex.XSD;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads simple types of XML Schema. */
final class XsdTypes {

    private static final int MAX_DEPTH = 20;

    private final XsdIndex index;

    XsdTypes(XsdIndex index) {
        this.index = index;
    }

    static Shape builtIn(String name) {
        return switch (name) {
            case "boolean" -> Shape.Leaf.of(Shape.Kind.BOOLEAN);
            case "byte",
                    "short",
                    "int",
                    "long",
                    "integer",
                    "nonNegativeInteger",
                    "positiveInteger",
                    "unsignedByte",
                    "unsignedShort",
                    "unsignedInt",
                    "unsignedLong" -> Shape.Leaf.of(Shape.Kind.INTEGER);
            case "negativeInteger", "nonPositiveInteger" -> Shape.Leaf.of(Shape.Kind.INTEGER, -1L);
            case "decimal", "float", "double" -> Shape.Leaf.of(Shape.Kind.DECIMAL);
            case "date" -> Shape.Leaf.of(Shape.Kind.TEXT, "2026-06-01");
            case "dateTime" -> Shape.Leaf.of(Shape.Kind.TEXT, "2026-06-01T09:30:15");
            case "time" -> Shape.Leaf.of(Shape.Kind.TEXT, "09:30:15");
            case "gYear" -> Shape.Leaf.of(Shape.Kind.TEXT, "2026");
            case "gYearMonth" -> Shape.Leaf.of(Shape.Kind.TEXT, "2026-06");
            case "gMonthDay" -> Shape.Leaf.of(Shape.Kind.TEXT, "--06-01");
            case "gDay" -> Shape.Leaf.of(Shape.Kind.TEXT, "---01");
            case "gMonth" -> Shape.Leaf.of(Shape.Kind.TEXT, "--06");
            case "duration" -> Shape.Leaf.of(Shape.Kind.TEXT, "P1D");
            case "anyURI" -> Shape.Leaf.of(Shape.Kind.TEXT, "http://example.org/a");
            case "base64Binary" -> new Shape.Leaf(Shape.Kind.TEXT, List.of(), Map.of("format", "byte"), "dGVzdA==");
            case "hexBinary" -> new Shape.Leaf(Shape.Kind.TEXT, List.of(), Map.of("format", "binary"), "74657374");
            case "anyType", "anySimpleType" -> Shape.Tree.UNKNOWN;
            default -> Shape.Leaf.of(Shape.Kind.TEXT);
        };
    }

    Shape attribute(XsdIndex.Defined attribute) {
        String type = attribute.node().attribute("type");
        if (type != null) {
            return leaf(named(attribute.node().qualified(type), 0));
        }
        return attribute
                .node()
                .child(XSD, "simpleType")
                .map(inline -> leaf(simple(attribute.with(inline), 0)))
                .orElse(Shape.Leaf.of(Shape.Kind.TEXT));
    }

    private static Shape leaf(Shape shape) {
        return shape instanceof Shape.Leaf ? shape : Shape.Leaf.of(Shape.Kind.TEXT);
    }

    private Shape named(XmlNode.QName name, int depth) {
        if (name.namespace().equals(XSD)) {
            return builtIn(name.local());
        }
        return index.find("simpleType", name)
                .filter(found -> depth < MAX_DEPTH)
                .map(found -> simple(found, depth + 1))
                .orElse(Shape.Leaf.of(Shape.Kind.TEXT));
    }

    Shape simple(XsdIndex.Defined type, int depth) {
        Optional<XmlNode> restriction = type.node().child(XSD, "restriction");
        if (restriction.isEmpty()) {
            // a list or a union: one text
            return Shape.Leaf.of(Shape.Kind.TEXT);
        }
        XmlNode rules = restriction.get();
        String base = rules.attribute("base");
        Shape below = base != null
                ? named(rules.qualified(base), depth)
                : rules.child(XSD, "simpleType")
                        .map(inline -> simple(type.with(inline), depth + 1))
                        .orElse(Shape.Leaf.of(Shape.Kind.TEXT));
        return below instanceof Shape.Leaf leaf ? restricted(leaf, rules) : below;
    }

    private static Shape restricted(Shape.Leaf base, XmlNode rules) {
        Map<String, Object> facets = new LinkedHashMap<>(base.facets());
        List<Shape.Code> codes = new ArrayList<>();
        for (XmlNode rule : rules.children()) {
            String value = rule.attribute("value", "");
            switch (rule.local()) {
                case "enumeration" -> codes.add(new Shape.Code(value, XsdReader.documentation(rule)));
                case "length" -> {
                    put("minLength", number(value), facets);
                    put("maxLength", number(value), facets);
                }
                case "minLength", "maxLength" -> put(rule.local(), number(value), facets);
                case "minInclusive" -> put("minimum", number(value), facets);
                case "maxInclusive" -> put("maximum", number(value), facets);
                case "pattern" -> facets.put("pattern", "^(?:" + value + ")$");
                default -> {
                    // whiteSpace, totalDigits, fractionDigits
                }
            }
        }
        List<Shape.Code> kept = codes.isEmpty() ? base.codes() : codes;
        return new Shape.Leaf(
                base.kind(), base.kind() == Shape.Kind.BOOLEAN ? List.of() : kept, facets, base.example());
    }

    private static void put(String facet, @Nullable Object value, Map<String, Object> facets) {
        if (value != null) {
            facets.put(facet, value);
        }
    }

    private static @Nullable Object number(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.stripTrailingZeros().scale() <= 0 && number.precision() < 18
                    ? (Object) number.longValueExact()
                    : number;
        } catch (ArithmeticException | NumberFormatException other) {
            return null;
        }
    }
}
