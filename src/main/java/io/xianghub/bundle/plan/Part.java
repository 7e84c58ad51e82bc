package io.xianghub.bundle.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import io.xianghub.shared.BundleName;
import java.util.Locale;

/**
 * A file that differs.
 *
 * @param name of the mapping, dictionary or route; the file's name otherwise
 */
public record Part(String file, Role role, String name, Difference difference) {

    /** What the file is in its bundle. */
    public enum Role {
        DEFINITION,
        CONTRACT,
        ROUTE,
        MAPPING,
        DICTIONARY,
        SAMPLE,
        CASE,
        SIMULATOR,
        OTHER;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Difference {
        ADDED,
        CHANGED,
        REMOVED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Part of(BundleName bundle, String file, Difference difference) {
        String routes = "routes/" + bundle + "/";
        String mappings = "mappings/" + bundle + "/";
        String below = file.startsWith(routes)
                ? file.substring(routes.length())
                : file.startsWith(mappings) ? file.substring(mappings.length()) : file;
        Role role = role(file.startsWith(routes), below);
        return new Part(file, role, name(role, below), difference);
    }

    private static Role role(boolean routes, String below) {
        if (!routes) {
            if (below.startsWith("dictionaries/")) {
                return Role.DICTIONARY;
            }
            return below.startsWith("samples/") ? Role.SAMPLE : below.contains("/") ? Role.OTHER : Role.MAPPING;
        }
        if (below.equals("bundle.yaml")) {
            return Role.DEFINITION;
        }
        if (below.equals("openapi.yaml")) {
            return Role.CONTRACT;
        }
        if (below.endsWith(".camel.yaml")) {
            return Role.ROUTE;
        }
        if (below.startsWith("simulator/")) {
            return Role.SIMULATOR;
        }
        return below.startsWith("cases/") ? Role.CASE : Role.OTHER;
    }

    private static String name(Role role, String below) {
        String last = below.substring(below.lastIndexOf('/') + 1);
        return switch (role) {
            case ROUTE -> last.replace(".camel.yaml", "");
            case MAPPING -> last.replaceFirst("[.](map[.]yaml|jslt|xsl)$", "");
            case DICTIONARY -> last.replace(".csv", "");
            case SAMPLE, CASE -> below.substring(below.indexOf('/') + 1);
            default -> last;
        };
    }
}
