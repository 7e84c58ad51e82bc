package io.xianghub.bundle.camel.exchange;

/**
 * A step as the route file writes it.
 *
 * @param place file and line
 * @param name such as {@code mapping:person-answer} or {@code setBody}
 */
public record Site(String route, String place, String name) {

    @Override
    public String toString() {
        return place + " " + name + " [" + route + "]";
    }
}
