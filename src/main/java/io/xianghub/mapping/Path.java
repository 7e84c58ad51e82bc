package io.xianghub.mapping;

import io.xianghub.shared.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, split once: {@code .} the current item, {@code a.b[0].c}, {@code a[kind=310].c} and
 * {@code a[kind!=310].c} the items of which that is so, {@code $name.a} in the scope, in XML {@code field[@name=GRZH]} and
 * {@code @attribute}; in a tree made of XML also {@code #text}. {@code ^} is what encloses the current item,
 * {@code rows[].items[]} the items of all rows.
 */
final class Path {

    private static final Pattern SEGMENT = Pattern.compile("(@?[\\p{L}_][\\p{L}\\p{N}_:-]*|#text)"
            + "(?:\\[(?:([0-9]{1,6})|(@?[\\p{L}_][\\p{L}\\p{N}_-]*)(!?=)([^\\]]{1,100}))?])?");

    private final String text;
    private final @Nullable String scope;
    private final int up;
    private final List<Step> steps;

    private Path(String text, @Nullable String scope, int up, List<Step> steps) {
        this.text = text;
        this.scope = scope;
        this.up = up;
        this.steps = List.copyOf(steps);
    }

    /** The path, or empty when it cannot be read. */
    static Optional<Path> parse(String text) {
        String rest = text;
        String scope = null;
        if (rest.startsWith("$")) {
            int dot = rest.indexOf('.');
            scope = rest.substring(1, dot < 0 ? rest.length() : dot);
            if (!scope.matches("[A-Za-z][A-Za-z0-9_-]*")) {
                return Optional.empty();
            }
            rest = dot < 0 ? "." : rest.substring(dot + 1);
        }
        int up = 0;
        while (scope == null && up < rest.length() && rest.charAt(up) == '^') {
            up++;
        }
        if (up > 0) {
            String below = rest.substring(up);
            if (!below.isEmpty() && (!below.startsWith(".") || below.equals("."))) {
                return Optional.empty();
            }
            rest = below.isEmpty() ? "." : below.substring(1);
        }
        List<Step> steps = new ArrayList<>();
        if (!rest.equals(".")) {
            for (String part : parts(rest)) {
                Matcher segment = SEGMENT.matcher(part);
                if (!segment.matches()) {
                    return Optional.empty();
                }
                int index = segment.group(2) == null ? -1 : Integer.parseInt(segment.group(2));
                String name = segment.group(3);
                Step.Filter filter = name == null
                        ? null
                        : new Step.Filter(name, segment.group(4).equals("!="), segment.group(5));
                steps.add(new Step(segment.group(1), part.endsWith("[]"), index, filter, null));
            }
        }
        return Optional.of(new Path(text, scope, up, steps));
    }

    /** The first prefix that means nothing; what the route has set aside is never asked for its namespaces. */
    Optional<String> unknownPrefix(Namespaces namespaces) {
        return scope != null
                ? Optional.empty()
                : steps.stream()
                        .flatMap(step -> Optional.ofNullable(Namespaces.prefix(step.name())).stream())
                        .filter(prefix -> !namespaces.knows(prefix))
                        .findFirst();
    }

    /** The same path in documents of these namespaces. */
    Path in(Namespaces namespaces) {
        Map<String, String> byPrefix = namespaces.byPrefix();
        return scope != null || byPrefix == null
                ? this
                : new Path(
                        text,
                        null,
                        up,
                        steps.stream().map(step -> step.in(byPrefix)).toList());
    }

    /** What stands between dots; a dot in brackets is none. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean inBrackets = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inBrackets = c == '[' || (inBrackets && c != ']');
            if (c == '.' && !inBrackets) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The value, or null where the way ends before it. */
    @Nullable Object find(@Nullable Object item, Map<String, ? extends @Nullable Object> scopes) {
        Object here = begin(item, scopes);
        for (Step step : steps) {
            here = step.of(here);
            if (here == null) {
                return null;
            }
        }
        return here;
    }

    /**
     * The items of the list that it means, each with what encloses it. One thing where a list may stand is a list of one,
     * as XML and the trees made of it have it.
     */
    List<Item> items(@Nullable Object item, Map<String, ? extends @Nullable Object> scopes) throws Unfit {
        List<Item> found = new ArrayList<>();
        collect(begin(item, scopes), item, 0, found);
        return found;
    }

    private void collect(@Nullable Object from, @Nullable Object around, int first, List<Item> found) throws Unfit {
        Object here = from;
        for (int i = first; i < steps.size(); i++) {
            here = steps.get(i).of(here);
            if (steps.get(i).every() && i < steps.size() - 1) {
                for (Item enclosing : listed(here, around)) {
                    collect(enclosing.value(), enclosing, i + 1, found);
                }
                return;
            }
        }
        found.addAll(listed(here, around));
    }

    private static List<Item> listed(@Nullable Object found, @Nullable Object around) throws Unfit {
        if (found instanceof String text && !text.isEmpty()) {
            throw new Unfit(Text.of("应为列表", "A list is expected"));
        }
        List<?> list =
                found instanceof List<?> all ? all : found == null || "".equals(found) ? List.of() : List.of(found);
        List<Item> items = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            items.add(new Item(list.get(i), around, i));
        }
        return items;
    }

    /** The tree in which it begins. */
    @Nullable Object begin(@Nullable Object item, Map<String, ? extends @Nullable Object> scopes) {
        if (scope != null) {
            return scopes.get(scope);
        }
        return up == 0 ? Item.plain(item) : Item.around(item, up);
    }

    /** The names that it goes through, where it is made of names alone. */
    Optional<List<String>> names() {
        boolean plain = scope == null
                && up == 0
                && steps.stream().allMatch(step -> !step.every() && step.index() < 0 && step.filter() == null);
        return plain ? Optional.of(steps.stream().map(Step::name).toList()) : Optional.empty();
    }

    /** Whether it goes through the items of lists on its way. */
    boolean flattens() {
        return steps.stream().anyMatch(Step::every);
    }

    /** How many enclosing items one of its items has below the current one. */
    int levels() {
        int levels = 1;
        for (int i = 0; i < steps.size() - 1; i++) {
            levels += steps.get(i).every() ? 1 : 0;
        }
        return levels;
    }

    /** How many items up it begins. */
    int up() {
        return up;
    }

    boolean isSetAside() {
        return scope != null;
    }

    /**
     * Where an item of it stands below where the path begins: the path with the numbers of the items.
     *
     * @param levels how many levels up; 0 for the item itself
     */
    String place(Item item, int levels) {
        List<Integer> numbers = new ArrayList<>();
        Object here = item;
        for (int i = 0; i < levels() && here instanceof Item one; i++) {
            numbers.add(0, one.index());
            here = one.around();
        }
        String below = withoutUp(text);
        StringBuilder place = new StringBuilder(below.equals(".") ? "" : below);
        int end = 0;
        for (int number : numbers.subList(0, Math.max(0, numbers.size() - levels))) {
            int at = place.indexOf("[]", end);
            int begin = at < 0 ? place.length() : at;
            String index = "[" + number + "]";
            place.replace(begin, at < 0 ? begin : begin + 2, index);
            end = begin + index.length();
        }
        if (levels > 0) {
            place.setLength(end);
        }
        return place.toString();
    }

    /** What a path says of the item at which it begins, whichever that is. */
    static String withoutUp(String text) {
        int up = 0;
        while (up < text.length() && text.charAt(up) == '^') {
            up++;
        }
        return up == 0 ? text : up == text.length() ? "." : text.substring(up + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
