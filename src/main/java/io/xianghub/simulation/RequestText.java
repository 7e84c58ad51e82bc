package io.xianghub.simulation;

import com.github.tomakehurst.wiremock.extension.Extension;
import com.github.tomakehurst.wiremock.extension.TemplateHelperProviderExtension;
import com.github.tomakehurst.wiremock.extension.responsetemplating.RequestTemplateModel;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Form;
import io.xianghub.shared.wire.Malformed;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Map;
import wiremock.com.github.jknack.handlebars.Helper;
import wiremock.com.github.jknack.handlebars.Options;

/**
 * <code>{{text request 'GBK'}}</code>: what a request says in the charset that the department speaks, which templates by
 * themselves read as UTF-8. Bytes that are none of it say nothing.
 */
final class RequestText implements Helper<Object> {

    static final String NAME = "text";

    /** The same, for the templates of answers. */
    static Extension words() {
        return new TemplateHelperProviderExtension() {
            @Override
            public String getName() {
                return "request-text";
            }

            @Override
            public Map<String, Helper<?>> provideTemplateHelpers() {
                return Map.of(NAME, new RequestText());
            }
        };
    }

    @Override
    public Object apply(Object context, Options options) {
        if (!(context instanceof RequestTemplateModel request)) {
            throw new IllegalArgumentException("text is asked of a request: {{text request 'GBK'}}");
        }
        Charset charset = Charsets.of(
                options.params.length == 0 ? "UTF-8" : options.param(0).toString());
        byte[] body = Base64.getDecoder().decode(request.getBodyAsBase64());
        Object field = options.hash("field");
        try {
            String text = field == null ? Charsets.decode(body, charset) : field(field.toString(), body, charset);
            int escaped = ((Number) options.hash("escaped", 0)).intValue();
            for (int i = 0; i < escaped; i++) {
                text = Form.unescape(text, charset);
            }
            return text;
        } catch (Malformed notOfTheCharset) {
            return "";
        }
    }

    private static String field(String name, byte[] form, Charset charset) throws Malformed {
        return String.valueOf(Form.parse(form, charset).getOrDefault(name, ""));
    }
}
