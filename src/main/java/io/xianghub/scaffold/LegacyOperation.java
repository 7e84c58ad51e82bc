package io.xianghub.scaffold;

import io.xianghub.shared.yaml.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a department's system, as its source describes it.
 *
 * @param id in camelCase, unique in its bundle
 */
record LegacyOperation(String id, About about, Wire wire, Input input, Outcome outcome) {

    /** What it is for and where it stands in the source. */
    record About(String title, String description, Position at) {}

    /**
     * How it is called.
     *
     * @param connection its connection in the bundle
     * @param keys what the connection declares about it
     * @param verb of the standard service
     * @param path of the standard service, before it is made unique
     * @param envelope what its answer is wrapped in; null for none
     */
    record Wire(
            String connection, Map<String, Object> keys, String verb, String path, @Nullable SoapEnvelope envelope) {

        Wire {
            keys = new LinkedHashMap<>(keys);
        }
    }

    /**
     * What it is given. Parameters make the request tree {@code {path, query, header, body}}; without any the tree is the body.
     *
     * @param body null when it takes none
     */
    record Input(
            Shape.Group path, Shape.Group query, Shape.Group header, @Nullable Shape body, @Nullable Object example) {

        static Input none() {
            return new Input(Shape.Group.EMPTY, Shape.Group.EMPTY, Shape.Group.EMPTY, null, null);
        }

        static Input of(Shape body, @Nullable Object example) {
            return new Input(Shape.Group.EMPTY, Shape.Group.EMPTY, Shape.Group.EMPTY, body, example);
        }

        /** Whether the request tree has {@code path}, {@code query}, {@code header} and {@code body} of its own. */
        boolean nested() {
            return !path.isEmpty()
                    || !query.isEmpty()
                    || !header.isEmpty()
                    || (body != null && !(body instanceof Shape.Group));
        }
    }

    /**
     * What it answers.
     *
     * @param shape null when a right answer has no body
     * @param refusal how it says no; null when the source does not tell
     * @param exact whether the example is a real answer, to be taken to the letter
     */
    record Outcome(@Nullable Shape shape, @Nullable Object example, @Nullable Refusal refusal, boolean exact) {

        /** A real answer and the shape that was read from it. */
        static Outcome exactly(Shape shape, @Nullable Object example) {
            return new Outcome(shape, example, null, true);
        }
    }

    /** How it says no: the bytes of {@code legacy-1.http} or {@code legacy-1.<ext>}. */
    record Refusal(String label, String extension, String content) {}
}
