package io.xianghub.legacy;

import io.xianghub.shared.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a connection gets the token that its calls bear, as data-share catalogues and RFC 6749, section 4.4, have it.
 *
 * @param query of the request for a token; secrets may stand here
 * @param form its body; none when empty
 */
record TokenRule(String method, String path, Map<String, Template> query, Map<String, Template> form, Bearing bearing) {

    private static final String TOKEN = "${token}";

    /**
     * @param take where the token stands in the answer
     * @param lasts where the seconds stand for which it is good
     * @param headers what calls bear, {@code ${token}} being the token
     */
    record Bearing(TreePath take, TreePath lasts, Map<String, String> headers, Map<String, String> query) {}

    static TokenRule read(Fields fields, WireCharset charset) {
        Holes holes = new Holes(Hole.Kinds.HEADER, charset, false);
        fields.only(Set.of("method", "path", "query", "form", "take", "lasts", "puts"));
        String path = fields.required("path").orElse("/");
        if (!path.startsWith("/")) {
            fields.wrong("path", Text.of("path 应以 / 开头", "path must begin with /"));
        }
        Map<String, Template> form = templates("form", holes, fields);
        String method = fields.oneOf("method", List.of("POST", "GET"));
        if (method.equals("GET") && !form.isEmpty()) {
            fields.wrong("form", Text.of("GET 不带请求体", "A GET sends no body"));
        }
        Fields puts = fields.mapping("puts");
        puts.only(Set.of("headers", "query"));
        Map<String, String> headers = texts("headers", puts);
        Map<String, String> query = texts("query", puts);
        if (headers.values().stream().noneMatch(text -> text.contains(TOKEN))
                && query.values().stream().noneMatch(text -> text.contains(TOKEN))) {
            fields.wrong("puts", Text.of("puts 中没有 ${token}", "puts has no ${token}"));
        }
        return new TokenRule(
                method,
                path,
                templates("query", holes, fields),
                form,
                new Bearing(path("take", "access_token", fields), path("lasts", "expires_in", fields), headers, query));
    }

    private static TreePath path(String key, String fallback, Fields fields) {
        try {
            return TreePath.of(fields.has(key) ? fields.text(key).orElse(fallback) : fallback);
        } catch (IllegalArgumentException notAPath) {
            fields.wrong(key, Text.of("%s 应为路径", "%s must be a path", key));
            return TreePath.of(fallback);
        }
    }

    private static Map<String, Template> templates(String key, Holes holes, Fields fields) {
        Map<String, Template> templates = new LinkedHashMap<>();
        fields.mapping(key)
                .node()
                .entries()
                .forEach((name, entry) -> templates.put(name, Template.of(entry.value(), holes, fields.findings())));
        return templates;
    }

    private static Map<String, String> texts(String key, Fields fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        Fields section = fields.mapping(key);
        section.node().entries().keySet().forEach(name -> section.text(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    static String filled(String text, String token) {
        return text.replace(TOKEN, token);
    }
}
