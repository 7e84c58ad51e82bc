package io.xianghub.identity;

/**
 * The characters that Spring's firewall allows in a header, found without a regular expression: it asks for each header of each request
 * several times, and a token is long.
 */
final class HeaderCharacters {

    private HeaderCharacters() {}

    /** Assigned characters that are no control characters. */
    static boolean allowedInName(String name) {
        return name.codePoints().allMatch(HeaderCharacters::allowed);
    }

    /** The same, and the tab. */
    static boolean allowedInValue(String value) {
        return value.codePoints().allMatch(character -> character == '\t' || allowed(character));
    }

    private static boolean allowed(int character) {
        boolean printableAscii = character >= ' ' && character < 0x7f;
        return printableAscii || (Character.isDefined(character) && !Character.isISOControl(character));
    }
}
