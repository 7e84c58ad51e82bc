package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.signing.Marks;
import io.xianghub.shared.signing.SignedCall;
import io.xianghub.shared.signing.SigningScheme;
import io.xianghub.shared.signing.VoucherSeal;
import io.xianghub.shared.wire.Malformed;
import io.xianghub.shared.wire.Unwritable;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The request of one call of an operation, its templates filled. */
record HttpCall(HttpDeclaration.Operation called, TemplateValues values, Faults faults) {

    /**
     * A request before it is bytes.
     *
     * @param hasBody whether {@code tree} is sent at all
     */
    private record Draft(
            Map<String, String> query, Map<String, String> headers, boolean hasBody, @Nullable Object tree) {

        /** A call without a body has its fields in the query. */
        Draft with(SigningScheme.Placed placed) {
            Map<String, String> allQuery = joined(query, placed.query());
            Map<String, String> allHeaders = joined(headers, placed.headers());
            if (!hasBody) {
                return new Draft(joined(allQuery, placed.fields()), allHeaders, false, null);
            }
            Object filled = tree;
            if (!placed.fields().isEmpty() && tree instanceof Map<?, ?> map) {
                Map<Object, @Nullable Object> fields = new LinkedHashMap<>(map);
                fields.putAll(placed.fields());
                filled = fields;
            }
            return new Draft(allQuery, allHeaders, true, filled);
        }

        private static Map<String, String> joined(Map<String, String> first, Map<String, String> second) {
            Map<String, String> all = new LinkedHashMap<>(first);
            all.putAll(second);
            return all;
        }
    }

    /** @param leaves whether it is sent: what is only told to a wire needs no credential */
    HttpTransport.Request request(boolean leaves) {
        Draft draft = draft();
        HttpTransport.Request plain = written(draft, bytes(draft), null);
        if (!leaves) {
            return plain;
        }
        SigningScheme scheme = called.protection().signing();
        Draft leaving = sealed(draft);
        return scheme == null ? written(leaving, closed(leaving), plain.told()) : signed(scheme, leaving, plain.told());
    }

    /** With the signatures of the vouchers in it, where they are to be signed. */
    private Draft sealed(Draft draft) {
        VoucherSeal seal = called.protection().vouchers();
        if (seal == null || !draft.hasBody()) {
            return draft;
        }
        try {
            VoucherSeal.check(draft.tree());
        } catch (Malformed unfit) {
            throw faults.misused(unfit.text());
        }
        try {
            return new Draft(draft.query(), draft.headers(), true, seal.sign(draft.tree(), values.binding()));
        } catch (Malformed unfit) {
            throw faults.unbound(unfit.text());
        }
    }

    private Draft draft() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", called.answer().body().accept());
        HttpDeclaration.Request declared = called.request();
        Object tree = declared == null ? null : declared.tree().fill(values);
        boolean hasBody = declared != null && !declared.body().isNone(tree);
        if (declared != null && hasBody) {
            headers.putAll(declared.body().headers());
        }
        // What the bundle declares comes before what the style says by itself; as in a query, what is empty is not
        // sent.
        called.target().headers().forEach((name, template) -> {
            String text = header(name, template);
            if (!text.isEmpty()) {
                headers.put(name, text);
            }
        });
        Map<String, String> query = new LinkedHashMap<>();
        called.target().query().forEach((name, template) -> {
            String text = template.text(values);
            if (!text.isEmpty()) {
                query.put(name, text);
            }
        });
        return new Draft(query, headers, hasBody, tree);
    }

    /** The signature covers the bytes as they are sent, so it is made last; a wire is told what it was made of. */
    private HttpTransport.Request signed(SigningScheme scheme, Draft draft, HttpTransport.Told told) {
        if (scheme.fillsFields() && draft.hasBody() && !(draft.tree() instanceof Map<?, ?>)) {
            throw faults.misused(Text.of("请求体没有字段，签名无处可放", "The body has no fields to put the signature into"));
        }
        Marks marks = scheme.marks(values.moment().now(), values.binding());
        Draft marked = draft.with(scheme.before(marks));
        byte[] bytes = closed(marked);
        SignedCall call = new SignedCall(
                called.target().method(),
                uri(marked).getRawPath(),
                marked.query(),
                marked.hasBody() ? SignedCall.fieldsOf(marked.tree()) : Map.of(),
                bytes == null ? new byte[0] : bytes);
        try {
            SigningScheme.Placed signature = scheme.signature(call, marks);
            Draft whole = marked.with(signature);
            // Enciphered anew they would be other bytes than those that are signed.
            return written(whole, signature.fields().isEmpty() ? bytes : closed(whole), told);
        } catch (Malformed unfit) {
            throw faults.unbound(unfit.text());
        }
    }

    /** @param told null when a wire may know all of it */
    private HttpTransport.Request written(Draft draft, byte @Nullable [] bytes, HttpTransport.@Nullable Told told) {
        URI uri = uri(draft);
        return new HttpTransport.Request(
                called.target().method(), uri, draft.headers(), bytes, told == null ? told(draft, uri, bytes) : told);
    }

    private HttpTransport.Told told(Draft draft, URI uri, byte @Nullable [] bytes) {
        HttpDeclaration.Request declared = called.request();
        Object tree =
                declared == null || !draft.hasBody() ? null : declared.body().told(draft.tree());
        return new HttpTransport.Told(
                called.target().method() + " "
                        + uri.toString().substring(values.binding().address().length()),
                tree == null ? bytes : null,
                tree);
    }

    private byte @Nullable [] bytes(Draft draft) {
        HttpDeclaration.Request declared = called.request();
        if (declared == null || !draft.hasBody()) {
            return null;
        }
        try {
            return declared.body().bytes(draft.tree(), values);
        } catch (Malformed unfit) {
            throw faults.misused(unfit.text());
        }
    }

    /** The bytes in the cipher envelope, where there is one: a signature covers what is sent. */
    private byte @Nullable [] closed(Draft draft) {
        byte[] plain = bytes(draft);
        CipherEnvelope cipher = called.protection().cipher();
        if (cipher == null || plain == null) {
            return plain;
        }
        try {
            return cipher.close(plain, values.moment().now(), values.binding());
        } catch (Malformed unfit) {
            throw faults.unbound(unfit.text());
        }
    }

    private String header(String name, Template template) {
        String text = template.text(values);
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw faults.misused(Text.of("请求头 %s 含有控制字符", "The header %s has a control character", name));
        }
        return text;
    }

    private URI uri(Draft draft) {
        Charset escapes = called.target().escapes();
        String query = draft.query().entrySet().stream()
                .map(entry -> encoded(entry.getKey(), escapes) + "=" + parameter(entry, escapes))
                .collect(Collectors.joining("&"));
        return URI.create(
                values.binding().address() + path(called.target().path()) + (query.isEmpty() ? "" : "?" + query));
    }

    /** What fills a hole is one segment's part: it cannot climb to another path. */
    private String path(Template template) {
        if (template instanceof Template.Joined joined) {
            return joined.parts().stream()
                    .map(part -> part instanceof Template.Constant ? part.text(values) : segment(part))
                    .collect(Collectors.joining());
        }
        return template.text(values);
    }

    private String segment(Template part) {
        String text = part.text(values);
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw faults.misused(Text.of("路径中的值为空", "A value in the path is empty"));
        }
        return encoded(text, StandardCharsets.UTF_8);
    }

    /** The encoder below would write a question mark for what the charset cannot carry. */
    private String parameter(Map.Entry<String, String> parameter, Charset charset) {
        Unwritable.in(Map.of(parameter.getKey(), parameter.getValue()), charset, charset.name())
                .ifPresent(unfit -> {
                    throw faults.misused(unfit.text());
                });
        return encoded(parameter.getValue(), charset);
    }

    private static String encoded(String text, Charset charset) {
        return URLEncoder.encode(text, charset).replace("+", "%20");
    }
}
