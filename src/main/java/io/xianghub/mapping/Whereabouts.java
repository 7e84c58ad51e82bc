package io.xianghub.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in the whole input, whatever it is, the item stands at which paths begin: what is in lists stands below the path
 * of their list.
 *
 * @param names what encloses the item, from the outermost, and the item last
 * @param aside the head and the trailer of a document that stands in another, by the names under which paths reach them
 */
record Whereabouts(List<String> names, Map<String, String> aside) {

    Whereabouts {
        names = List.copyOf(names);
        aside = Map.copyOf(aside);
    }

    /** The innermost document of a source. */
    static Whereabouts of(Source source) {
        Whereabouts whole = new Whereabouts(List.of(""), Map.of());
        if (source.inside().isEmpty()) {
            return whole;
        }
        Whereabouts document = whole.document(source.inside());
        return new Whereabouts(List.of(document.item()), document.aside);
    }

    /** The item itself. */
    String item() {
        return names.get(names.size() - 1);
    }

    /** The last of several documents, each inside the one before, of which the first stands in the item. */
    Whereabouts document(List<Inside> documents) {
        String name = item();
        for (Inside document : documents) {
            name = below(name, document.path().toString());
        }
        Lines lines = documents.get(documents.size() - 1).source().lines();
        Map<String, String> more = new HashMap<>(aside);
        if (lines != null && lines.head() != null) {
            more.put("head", below(name, "$head"));
        }
        if (lines != null && lines.trailer() != null) {
            more.put("trailer", below(name, "$trailer"));
        }
        return new Whereabouts(and(name), more);
    }

    /** An item of a list, and before it the items that the way there goes through. */
    Whereabouts items(Path each) {
        Whereabouts items = this;
        String text = each.toString();
        for (int at = text.indexOf("[]"); at >= 0 && at < text.length() - 2; at = text.indexOf("[]", at + 1)) {
            items = new Whereabouts(items.and(name(each, text.substring(0, at))), aside);
        }
        return new Whereabouts(items.and(name(each)), aside);
    }

    /** What a path reads that begins at the item. */
    String name(Path path) {
        return name(path, path.toString());
    }

    /** What a path reads that begins at an item of a list. */
    String name(Path list, Path path) {
        return path.isSetAside() ? name(path) : below(name(list), path.toString());
    }

    private String name(Path path, String text) {
        String plain = text.replace("[]", "");
        if (path.isSetAside()) {
            int dot = plain.indexOf('.');
            String kept = aside.get(plain.substring(1, dot < 0 ? plain.length() : dot));
            return kept == null ? plain : kept + (dot < 0 ? "" : plain.substring(dot));
        }
        int enclosing = names.size() - 1 - path.up();
        return below(enclosing < 0 ? "" : names.get(enclosing), Path.withoutUp(plain));
    }

    private List<String> and(String name) {
        List<String> all = new ArrayList<>(names);
        all.add(name);
        return all;
    }

    private static String below(String prefix, String path) {
        if (path.equals(".")) {
            return prefix;
        }
        return prefix.isEmpty() ? path : prefix + "." + path;
    }
}
