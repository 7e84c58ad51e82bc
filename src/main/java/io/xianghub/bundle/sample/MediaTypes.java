package io.xianghub.bundle.sample;

import io.xianghub.shared.wire.Charsets;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file's extension says of its content, and a media type of its charset. */
final class MediaTypes {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([A-Za-z0-9_-]+)");
    private static final Map<String, String> BY_EXTENSION = Map.of(
            "json", "application/json",
            "xml", "text/xml",
            "html", "text/html",
            "txt", "text/plain",
            "form", "application/x-www-form-urlencoded");

    private MediaTypes() {}

    static String ofExtension(String extension) {
        return BY_EXTENSION.getOrDefault(extension, "application/octet-stream");
    }

    static Optional<Charset> charset(String mediaType) {
        Matcher declared = CHARSET.matcher(mediaType);
        try {
            return declared.find() ? Optional.of(Charsets.of(declared.group(1))) : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
