package io.xianghub.shared.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.shared.Text;
import java.util.Locale;

/**
 * Something about a bundle's files that its engineer should know: where, what, and how to mend it.
 *
 * @param file path inside the bundle, such as {@code mappings/housing-fund/movement.map.yaml}
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole line is meant
 * @param code stable, such as {@code mapping.unknown-function}
 */
public record Finding(Severity severity, String file, int line, int column, String code, Text message, Text remedy) {

    public enum Severity {
        ERROR,
        WARNING;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Finding error(String file, int line, int column, String code, Text message, Text remedy) {
        return new Finding(Severity.ERROR, file, line, column, code, message, remedy);
    }

    /** {@code file:line:column}, as compilers print it. */
    public String place() {
        return line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
