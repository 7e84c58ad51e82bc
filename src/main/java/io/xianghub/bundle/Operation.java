package io.xianghub.bundle;

import io.xianghub.shared.BundleName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a bundle's contract.
 *
 * @param parameters JSON Schema (as JSON text) of {@code {path, query, header}}
 * @param request JSON Schema of the request body; null when it has none
 * @param answer JSON Schema of the 200 answer
 * @param subject whose data it answers: {@code person}, {@code enterprise} or {@code none} ({@code x-hub-subject.type})
 * @param subjectPath where the request names the person or enterprise, such as {@code body.identityNumber}
 * @param timeoutMillis {@code x-hub-timeout}, 10 s by default
 */
public record Operation(
        BundleName bundle,
        String operationId,
        String method,
        String pathTemplate,
        Map<String, String> parameters,
        @Nullable String request,
        String answer,
        String subject,
        @Nullable String subjectPath,
        long timeoutMillis,
        Services.Active version) {}
