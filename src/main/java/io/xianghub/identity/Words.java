package io.xianghub.identity;

import io.xianghub.shared.Role;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Sets of words as one column or one claim holds them, separated by spaces. */
final class Words {

    private Words() {}

    static Set<String> split(String column) {
        Set<String> words = new TreeSet<>(Set.of(column.strip().split(" +", -1)));
        words.remove("");
        return words;
    }

    static String join(Collection<String> words) {
        return String.join(" ", new TreeSet<>(words));
    }

    static Set<Role> roles(Collection<String> words) {
        return words.stream()
                .map(word -> Role.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }

    static Set<String> words(Collection<Role> roles) {
        return roles.stream().map(Role::word).collect(Collectors.toCollection(TreeSet::new));
    }
}
