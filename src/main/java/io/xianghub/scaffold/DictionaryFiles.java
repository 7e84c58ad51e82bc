package io.xianghub.scaffold;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The dictionary stubs of a bundle: each list of codes once, and once more turned round for requests. */
final class DictionaryFiles {

    private static final String HEAD = "code,standard,label,valid_from,valid_to\n";

    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<List<Shape.Code>, String> names = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** By the names of the dictionaries. */
    Map<String, String> files() {
        return files;
    }

    /** The dictionary that turns the department's codes into the standard's; empty when its codes cannot stand in a CSV. */
    Optional<String> answer(String field, List<Shape.Code> codes) {
        return name(field, codes);
    }

    /** The dictionary that turns the standard's codes into the department's. */
    Optional<String> request(String field, List<Shape.Code> codes) {
        return name(field, codes).map(name -> {
            String back = name + "-to-department";
            files.computeIfAbsent(back, key -> text(codes));
            return back;
        });
    }

    private Optional<String> name(String field, List<Shape.Code> codes) {
        if (codes.isEmpty() || codes.stream().anyMatch(code -> !writable(code.value()))) {
            return Optional.empty();
        }
        long distinct = codes.stream().map(Shape.Code::value).distinct().count();
        if (distinct != codes.size()) {
            return Optional.empty();
        }
        return Optional.of(names.computeIfAbsent(codes, list -> {
            String name = CamelCase.unique(CamelCase.hyphenated(field), "-", taken);
            files.put(name, text(list));
            return name;
        }));
    }

    private static boolean writable(String code) {
        return !code.isBlank()
                && code.equals(code.strip())
                && code.chars().noneMatch(c -> c == ',' || c == '"' || Character.isISOControl(c));
    }

    private static String text(List<Shape.Code> codes) {
        StringBuilder text = new StringBuilder(HEAD);
        codes.forEach(code -> text.append(code.value())
                .append(',')
                .append(code.value())
                .append(',')
                .append(code.label().replaceAll("[,\\s]+", " "))
                .append(",,\n"));
        return text.toString();
    }
}
