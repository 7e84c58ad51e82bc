package io.xianghub.scaffold;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a tree as the XML that a department sends. */
final class XmlText {

    private XmlText() {}

    /** @return a document whose root element is the one of the sample */
    static String of(LegacyOperation operation, @Nullable Object tree) {
        String root = String.valueOf(operation.wire().keys().getOrDefault("answer-root", "ROOT"));
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        element(root, tree, text);
        return text.append('\n').toString();
    }

    private static void element(String name, @Nullable Object value, StringBuilder text) {
        if (value instanceof List<?> list) {
            list.forEach(each -> element(name, each, text));
            return;
        }
        text.append('<').append(name);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                if (String.valueOf(key).startsWith("@")) {
                    text.append(' ')
                            .append(String.valueOf(key).substring(1))
                            .append("=\"")
                            .append(SoapEnvelope.escaped(String.valueOf(member)))
                            .append('"');
                }
            });
            text.append('>');
            map.forEach((key, member) -> {
                if (String.valueOf(key).equals("#text")) {
                    text.append(SoapEnvelope.escaped(String.valueOf(member)));
                } else if (!String.valueOf(key).startsWith("@")) {
                    element(String.valueOf(key), member, text);
                }
            });
        } else {
            text.append('>').append(value == null ? "" : SoapEnvelope.escaped(String.valueOf(value)));
        }
        text.append("</").append(name).append('>');
    }
}
