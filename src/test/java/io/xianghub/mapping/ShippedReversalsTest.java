package io.xianghub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xianghub.shared.problem.Findings;
import io.xianghub.shared.wire.Json;
import io.xianghub.shared.wire.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Every shipped mapping that is used in both directions: what the way back makes of its samples, and of samples with other
 * values in them, the way there reads; and what it read leads back to the same.
 */
class ShippedReversalsTest {

    private static final List<Object> OTHERS = List.of(
            "",
            "x",
            "测试乙",
            1L,
            2L,
            3L,
            5L,
            9L,
            "1",
            "0.10",
            "2026-06-02T18:00:00+08:00",
            "430301190001010028",
            List.of());

    private static final List<Pair> PAIRS = new ArrayList<>();

    /**
     * A mapping, its way back, and the inputs of the way back's samples.
     *
     * @param words what the bundle's dictionaries mean
     */
    private record Pair(Mapping there, Mapping back, List<Object> samples, List<String> words) {

        /** Whether the input was taken; then it must be the same after it went there and back. */
        boolean comesBack(Object input) {
            Object theirs;
            try {
                theirs = back.apply(input, Map.of());
            } catch (MappingFailure refused) {
                return false;
            }
            Object ours = there.apply(theirs, Map.of());
            Object again = laid(ours, input, back.sources());
            assertThat(back.apply(again, Map.of()))
                    .as("%s, and back by %s", there.name(), back.name())
                    .isEqualTo(theirs);
            return true;
        }
    }

    @Example
    void whatIsSentIsReadAsWhatItWas() throws IOException {
        List<Pair> pairs = pairs();
        assertThat(pairs).isNotEmpty();
        for (Pair pair : pairs) {
            assertThat(pair.samples()).as("samples of %s", pair.back().name()).isNotEmpty();
            assertThat(pair.samples()).allSatisfy(sample -> assertThat(pair.comesBack(sample))
                    .as("the sample is taken")
                    .isTrue());
        }
    }

    @Property(tries = 200)
    void soIsWhatIsSentWithOtherValues(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (Pair pair : pairs()) {
            Object sample = pair.samples().get(random.nextInt(pair.samples().size()));
            for (int i = 0; i < 20; i++) {
                pair.comesBack(changed(sample, pair.words(), random));
            }
        }
    }

    private static synchronized List<Pair> pairs() throws IOException {
        if (!PAIRS.isEmpty()) {
            return PAIRS;
        }
        List<Pair> pairs = new ArrayList<>();
        try (Stream<Path> bundles = Files.list(Path.of("mappings"))) {
            for (Path bundle : bundles.sorted().toList()) {
                Mappings mappings = MappingCompiler.compile(files(bundle), new Findings(), Clock.systemUTC());
                List<String> words = mappings.dictionaries().values().stream()
                        .flatMap(List::stream)
                        .map(DictionaryLine::standard)
                        .toList();
                for (Map.Entry<String, String> pair : mappings.reversals().entrySet()) {
                    pairs.add(new Pair(
                            mappings.find(pair.getValue()).orElseThrow(),
                            mappings.find(pair.getKey()).orElseThrow(),
                            samples(bundle.resolve("samples").resolve(pair.getKey())),
                            words));
                }
            }
        }
        PAIRS.addAll(pairs);
        return PAIRS;
    }

    private static SortedMap<String, byte[]> files(Path bundle) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(bundle)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file.toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static List<Object> samples(Path folder) throws IOException {
        List<Object> samples = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file :
                    all.filter(path -> path.toString().contains(".in.")).toList()) {
                samples.add(
                        file.toString().endsWith(".json")
                                ? Json.parse(Files.readAllBytes(file), StandardCharsets.UTF_8)
                                : Files.readAllBytes(file));
            }
        } catch (Malformed malformed) {
            throw new AssertionError(malformed);
        }
        return samples;
    }

    /** The input with each value that was read where the way back reads it; what that is below tells its paths. */
    private static Object laid(Object ours, Object input, Set<String> sources) {
        String below = sources.stream().allMatch(path -> path.startsWith("body.")) ? "body" : "";
        if (below.isEmpty() || !(input instanceof Map<?, ?> map)) {
            return ours;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        ((Map<?, ?>) map.get(below)).forEach((key, value) -> body.put(String.valueOf(key), value));
        ((Map<?, ?>) ours).forEach((key, value) -> body.put(String.valueOf(key), value));
        Map<String, Object> whole = new LinkedHashMap<>();
        map.forEach((key, value) -> whole.put(String.valueOf(key), value));
        whole.put(below, body);
        return whole;
    }

    private static Object changed(Object tree, List<String> words, Random random) {
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> changed = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (random.nextInt(12) > 0) {
                    changed.put(String.valueOf(key), changed(value, words, random));
                }
            });
            return changed;
        }
        if (random.nextInt(3) > 0) {
            return tree;
        }
        if (tree instanceof List<?>) {
            return Stream.generate(() -> words.get(random.nextInt(words.size())))
                    .limit(random.nextInt(4))
                    .toList();
        }
        int other = random.nextInt(OTHERS.size() + words.size());
        return other < OTHERS.size() ? OTHERS.get(other) : words.get(other - OTHERS.size());
    }
}
