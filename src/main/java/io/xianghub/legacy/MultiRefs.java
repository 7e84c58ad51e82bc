package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.XmlElement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts what an rpc/encoded answer keeps beside its response where it is referred to (SOAP 1.1, section 5.4.1): {@code <a
 * href="#id0"/>} becomes {@code <a>} with what {@code <multiRef id="id0">} holds.
 */
final class MultiRefs {

    private static final String ENCODING = "http://schemas.xmlsoap.org/soap/encoding/";
    private static final int MAX_DEPTH = 90;
    // A few parts that refer to each other twice would come to more than any memory holds.
    private static final int MAX_NODES = 100_000;

    private final Map<String, XmlElement> parts = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private int depth;
    private int nodes;

    private MultiRefs(List<XmlElement> beside) {
        beside.forEach(part -> part.attribute("id").ifPresent(id -> parts.put(id, part)));
    }

    static XmlElement resolved(XmlElement response, List<XmlElement> beside) throws Malformed {
        MultiRefs refs = new MultiRefs(beside);
        return refs.parts.isEmpty() ? response : refs.resolve(response);
    }

    private XmlElement resolve(XmlElement element) throws Malformed {
        Optional<String> reference = element.attribute("href").filter(href -> href.startsWith("#"));
        return reference.isPresent() ? part(element, reference.get().substring(1)) : whole(element, element);
    }

    private XmlElement part(XmlElement element, String id) throws Malformed {
        XmlElement part = parts.get(id);
        if (part == null) {
            throw wrong(Text.of("应答引用的 #%s 不存在", "The answer refers to #%s, which is not in it", id));
        }
        if (open.contains(id)) {
            throw wrong(Text.of("应答中 #%s 引用了自己", "In the answer #%s refers to itself", id));
        }
        open.push(id);
        XmlElement resolved = whole(element, withoutId(part));
        open.pop();
        return resolved;
    }

    private static XmlElement withoutId(XmlElement part) {
        List<XmlElement.Attribute> attributes = part.attributes().stream()
                .filter(attribute -> !attribute.name().equals("id"))
                .toList();
        return new XmlElement(part.namespace(), part.name(), attributes, part.children(), part.text());
    }

    /** The content of one element under the name of another. */
    private XmlElement whole(XmlElement named, XmlElement content) throws Malformed {
        if (++depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            throw new Malformed(
                    Malformed.Reason.TOO_LARGE,
                    Text.of("应答中的引用展开后过大", "What the answer refers to is too large once put together"));
        }
        List<XmlElement> children = new ArrayList<>();
        for (XmlElement child : content.children()) {
            children.add(resolve(child));
        }
        depth--;
        List<XmlElement.Attribute> attributes = content.attributes().stream()
                .filter(attribute -> !attribute.namespace().equals(ENCODING))
                .toList();
        return new XmlElement(named.namespace(), named.name(), attributes, children, content.text());
    }

    private static Malformed wrong(Text text) {
        return new Malformed(Malformed.Reason.SYNTAX, text);
    }
}
