package io.xianghub.mapping;

import io.xianghub.shared.Text;
import io.xianghub.shared.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads how a field uses a dictionary: its name, or keys of which {@code name} is one. */
record LookupReader(Map<String, Dictionary> dictionaries) {

    private enum Gives {
        STANDARD,
        LABEL
    }

    private enum Unmapped {
        REFUSED,
        REPORTED
    }

    /** What becomes of a key for which there are several values. */
    enum Ambiguous {
        REFUSED,
        FIRST
    }

    /** Null when there is none, or none that can be read. */
    @Nullable Lookup lookup(Declared field) {
        YamlNode node = field.get("dictionary").orElse(null);
        if (!(node instanceof YamlNode.Mapping)) {
            Dictionary dictionary = field.text("dictionary")
                    .map(name -> named(field, "dictionary", name))
                    .orElse(null);
            return dictionary == null ? null : new Lookup(dictionary, Lookup.On.TODAY, false, false, false);
        }
        return field.part(node, MappingKeys.DICTIONARY).map(this::keys).orElse(null);
    }

    private @Nullable Lookup keys(Declared keys) {
        Optional<String> name = keys.text("name");
        if (name.isEmpty()) {
            keys.wrong("name", "mapping.missing-key", Text.of("缺少 name", "name is missing"));
            return null;
        }
        Dictionary dictionary = named(keys, "name", name.get());
        if (dictionary == null) {
            return null;
        }
        boolean reverse = keys.flag("reverse");
        Dictionary used = reverse ? reversed(keys, dictionary) : dictionary;
        boolean label = keys.choice("gives", Gives.class, Gives.STANDARD) == Gives.LABEL;
        if (label) {
            labelled(keys, dictionary);
        }
        Lookup.On on = Lookup.on(keys.path("at").orElse(null), OptionsReader.input(keys, Dates.Kind.DATE));
        boolean reported = keys.choice("unmapped", Unmapped.class, Unmapped.REFUSED) == Unmapped.REPORTED;
        return new Lookup(used, on, reverse, label, reported);
    }

    private static Dictionary reversed(Declared keys, Dictionary dictionary) {
        Dictionary reversed = dictionary.reversed();
        if (keys.choice("ambiguous", Ambiguous.class, Ambiguous.REFUSED) == Ambiguous.REFUSED) {
            reversed.ambiguities().forEach((standard, codes) -> keys.findings()
                    .error(
                            keys.at("name"),
                            "mapping.dictionary-ambiguous",
                            Text.of(
                                    "字典 %s 中 %s 对应多个代码：%s",
                                    "In the dictionary %s, %s has several codes: %s",
                                    dictionary.name(),
                                    standard,
                                    codes),
                            Text.of("以列在最前的为准：写 ambiguous: first", "Write ambiguous: first to take the first")));
        }
        return reversed;
    }

    private static void labelled(Declared keys, Dictionary dictionary) {
        List<String> bare = dictionary.entries().entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(meaning -> meaning.label().isEmpty()))
                .map(Map.Entry::getKey)
                .toList();
        if (!bare.isEmpty()) {
            keys.wrong(
                    "gives",
                    "mapping.dictionary-label",
                    Text.of(
                            "字典 %s 的代码 %s 没有 label",
                            "In the dictionary %s the codes %s have no label", dictionary.name(), bare));
        }
    }

    private @Nullable Dictionary named(Declared declared, String key, String name) {
        Dictionary dictionary = dictionaries.get(name);
        if (dictionary == null) {
            declared.wrong(
                    key,
                    "mapping.unknown-dictionary",
                    Text.of(
                            "没有字典 %s（已有：%s）",
                            "There is no dictionary %s (there are: %s)", name, new TreeSet<>(dictionaries.keySet())));
        }
        return dictionary;
    }
}
