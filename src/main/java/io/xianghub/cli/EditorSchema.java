package io.xianghub.cli;

import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON Schemas by which editors complete and check the files of bundles. */
enum EditorSchema {
    MAP,
    BUNDLE;

    /** The folder beside {@code routes/} and {@code mappings/} in which files that {@code hub init} writes look for them. */
    static final String FOLDER = "schema";

    private String file() {
        return name().toLowerCase(Locale.ROOT) + ".schema.json";
    }

    String text() {
        try (InputStream in = EditorSchema.class.getResourceAsStream("/schema/" + file())) {
            if (in == null) {
                throw new IllegalStateException("The hub was built without " + file());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Nullable Object tree() {
        try {
            return Json.parse(text());
        } catch (Malformed impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Writes those that are not there as they are now, and says which. */
    static List<Path> write(Path root) {
        List<Path> written = new ArrayList<>();
        try {
            Path folder = Files.createDirectories(root.resolve(FOLDER));
            for (EditorSchema schema : values()) {
                Path file = folder.resolve(schema.file());
                String text = schema.text();
                if (!Files.exists(file) || !Files.readString(file).equals(text)) {
                    Files.writeString(file, text);
                    written.add(file);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return written;
    }
}
