package io.xianghub.legacy;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Malformed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.entity.mime.StringBody;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** A form as {@code multipart/form-data}: each field is a part, a text in the connection's charset. */
record MultipartRequest(WireCharset charset) implements RequestBody {

    /** Nobody whose values are sent can know it. */
    private static final String BOUNDARY = "----hub" + UUID.randomUUID();

    @Override
    public Map<String, String> headers() {
        return Map.of("content-type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    @Override
    public boolean isNone(@Nullable Object tree) {
        return tree == null;
    }

    @Override
    public byte[] bytes(@Nullable Object tree, TemplateValues values) throws Malformed {
        MultipartEntityBuilder form =
                MultipartEntityBuilder.create().setBoundary(BOUNDARY).setCharset(charset.charset());
        ContentType type = ContentType.create("text/plain", charset.charset());
        for (Map.Entry<String, String> field : FormRequest.fields(tree)) {
            charset.bytes(field.getKey() + field.getValue(), Map.of(field.getKey(), field.getValue()));
            if (field.getValue().contains(BOUNDARY) || field.getKey().matches(".*[\\p{Cntrl}\"].*")) {
                throw new Malformed(
                        Malformed.Reason.SYNTAX,
                        Text.of("字段 %s 不能分段发送", "The field %s cannot be a part", field.getKey()));
            }
            form.addPart(field.getKey(), new StringBody(field.getValue(), type));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (HttpEntity entity = form.build()) {
            entity.writeTo(bytes);
        } catch (IOException unheardOf) {
            throw new UncheckedIOException(unheardOf);
        }
        return bytes.toByteArray();
    }
}
