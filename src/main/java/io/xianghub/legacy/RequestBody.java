package io.xianghub.legacy;

import io.xianghub.shared.wire.Malformed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a request's tree becomes the body of an HTTP request. */
sealed interface RequestBody
        permits JsonRequest, FormRequest, MultipartRequest, XmlRequest, SoapRequest, FieldsRequest {

    /** What the body says of itself, by names in lower case. */
    Map<String, String> headers();

    /**
     * @param values what further templates of the body are filled with
     * @throws Malformed when the tree cannot be written so
     */
    byte[] bytes(@Nullable Object tree, TemplateValues values) throws Malformed;

    /** Whether this tree means that no body is sent. */
    default boolean isNone(@Nullable Object tree) {
        return false;
    }

    /**
     * What a wire is told of a body: the tree as far as it is sent, and nothing around it, where a SOAP header may bear the
     * secret. Null when the bytes themselves are told.
     */
    default @Nullable Object told(@Nullable Object tree) {
        return tree == null ? Map.of() : withoutNulls(tree);
    }

    private static Object withoutNulls(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> sent = new LinkedHashMap<>();
            map.forEach((name, value) -> {
                if (value != null) {
                    sent.put(String.valueOf(name), withoutNulls(value));
                }
            });
            return sent;
        }
        return tree instanceof List<?> list
                ? list.stream()
                        .filter(Objects::nonNull)
                        .map(RequestBody::withoutNulls)
                        .toList()
                : tree;
    }
}
