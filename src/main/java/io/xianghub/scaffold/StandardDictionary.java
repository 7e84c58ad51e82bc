package io.xianghub.scaffold;

import io.xianghub.shared.Text;
import io.xianghub.shared.wire.Charsets;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of the standard, found by any of the ways to write them. */
final class StandardDictionary {

    private static final String FILE = "/scaffold/standard-fields.csv";

    private final Map<String, StandardField> byName = new LinkedHashMap<>();
    private final Map<String, Collection<Hit>> byWriting = new LinkedHashMap<>();

    /** A way to write a field that was found in the dictionary. */
    record Hit(StandardField field, Writing writing, String of) {}

    /** How a name can mean a field, and how far that alone is to be trusted. */
    enum Writing {
        LABEL(0.95, "中文名", "the Chinese words"),
        HINT(0.85, "惯用名", "a usual name of"),
        SPELLED(0.85, "拼音全拼", "spelled in pinyin, of"),
        INITIALS(0.75, "拼音首字母", "the pinyin initials of");

        private final double trust;
        private final String zh;
        private final String en;

        Writing(double trust, String zh, String en) {
            this.trust = trust;
            this.zh = zh;
            this.en = en;
        }

        /** Two letters mean much else too. */
        double trust(int length) {
            return this != INITIALS ? trust : length >= 4 ? trust : length == 3 ? 0.65 : 0.5;
        }

        Text words() {
            return new Text(zh, en);
        }
    }

    static StandardDictionary read() {
        try (InputStream in = StandardDictionary.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            StandardDictionary dictionary = new StandardDictionary();
            Charsets.decode(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .forEach(dictionary::line);
            return dictionary;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (Malformed broken) {
            throw new IllegalStateException(FILE, broken);
        }
    }

    private void line(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != 6) {
            throw new IllegalStateException(FILE + ": " + line);
        }
        StandardField field = new StandardField(
                cells[0],
                List.of(cells[1].split("\\|", -1)),
                cells[2].isEmpty() ? List.of() : List.of(cells[2].split("\\|", -1)),
                StandardField.Type.of(cells[3]),
                cells[4],
                cells[5]);
        byName.put(field.name(), field);
        field.hints().forEach(hint -> add(hint, new Hit(field, Writing.HINT, field.label())));
        for (String label : field.labels()) {
            add(label, new Hit(field, Writing.LABEL, label));
            Pinyin.spellings(label).forEach(spelled -> add(spelled, new Hit(field, Writing.SPELLED, label)));
            Pinyin.initials(label).forEach(initials -> add(initials, new Hit(field, Writing.INITIALS, label)));
        }
    }

    private void add(String writing, Hit hit) {
        byWriting.computeIfAbsent(writing, key -> new LinkedHashSet<>()).add(hit);
    }

    Optional<StandardField> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The fields that a name can mean; of each field the way that is trusted most. */
    List<Hit> find(String name) {
        String bare = Pinyin.hasChinese(name)
                ? name.replaceAll("[\\s_（）()：:]", "")
                : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        Map<String, Hit> best = new LinkedHashMap<>();
        for (Hit hit : byWriting.getOrDefault(bare, List.of())) {
            best.merge(
                    hit.field().name(),
                    hit,
                    (one, other) -> one.writing().trust(bare.length())
                                    >= other.writing().trust(bare.length())
                            ? one
                            : other);
        }
        return new ArrayList<>(best.values());
    }

    /** The field whose Chinese words stand in a comment, the longest of them. */
    Optional<Hit> within(String comment) {
        Hit longest = null;
        for (StandardField field : byName.values()) {
            for (String label : field.labels()) {
                if (label.length() >= 2
                        && comment.contains(label)
                        && (longest == null || label.length() > longest.of().length())) {
                    longest = new Hit(field, Writing.LABEL, label);
                }
            }
        }
        return Optional.ofNullable(longest);
    }
}
