package io.xianghub.bundle.sample;

import io.xianghub.bundle.files.BundleFiles;
import io.xianghub.mapping.Derivation;
import io.xianghub.mapping.Mapping;
import io.xianghub.mapping.MappingCompiler;
import io.xianghub.mapping.MappingFailure;
import io.xianghub.mapping.Mappings;
import io.xianghub.mapping.Witness;
import io.xianghub.shared.Budget;
import io.xianghub.shared.problem.Findings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Shows what becomes of inputs in a bundle's mappings; whether its routes are right does not matter. */
public final class Previews {

    private final BundleFiles files;
    private final Mappings mappings;
    private final boolean reveal;

    private Previews(BundleFiles files, Mappings mappings, boolean reveal) {
        this.files = files;
        this.mappings = mappings;
        this.reveal = reveal;
    }

    /**
     * Compiles the mappings.
     *
     * @param reveal whether values that are not public are shown
     * @return empty when the findings have errors
     */
    public static Optional<Previews> of(BundleFiles files, boolean reveal, Findings findings, Clock clock) {
        Mappings mappings = MappingCompiler.compile(files.mappings(), findings, clock);
        return findings.hasErrors() ? Optional.empty() : Optional.of(new Previews(files, mappings, reveal));
    }

    /** The names of the mappings, in order. */
    public List<String> mappings() {
        return List.copyOf(new TreeSet<>(mappings.names()));
    }

    /** The names of a mapping's samples, in order; what is wrong with samples' files is a finding. */
    public List<String> samples(String mapping, Findings findings) {
        return all(mapping, findings).stream().map(Previews::shortName).toList();
    }

    /** Empty when there is no such sample. */
    public Optional<Preview> ofSample(String mapping, String name) {
        return all(mapping, new Findings()).stream()
                .filter(sample -> shortName(sample).equals(name))
                .findFirst()
                .map(sample -> of(name, sample.mapping(), sample.in(), sample.scope()));
    }

    /** A file, and the path that its findings name. */
    @SuppressWarnings("ArrayRecordComponent") // read once and never compared
    public record Named(String path, byte[] bytes) {}

    /** Empty when the findings say what is wrong with the files, or when there is no such mapping. */
    public Optional<Preview> ofFile(String name, Named in, @Nullable Named scope, Findings findings) {
        Optional<Mapping> mapping = mappings.find(name);
        if (mapping.isEmpty()) {
            return Optional.empty();
        }
        Optional<JsonFiles.Read> input = mapping.get().takesBytes()
                ? Optional.of(new JsonFiles.Read(in.bytes()))
                : new JsonFiles(findings).tree(in.path(), in.bytes());
        Optional<Map<String, @Nullable Object>> aside = new MappingSampleReader(mappings, findings)
                .scope(scope == null ? "" : scope.path(), scope == null ? null : scope.bytes());
        return input.isEmpty() || aside.isEmpty()
                ? Optional.empty()
                : Optional.of(of(in.path(), mapping.get(), input.get().tree(), aside.get()));
    }

    private List<MappingSample> all(String mapping, Findings findings) {
        return new MappingSampleReader(mappings, findings)
                .read(files).stream()
                        .filter(sample -> sample.mapping().name().equals(mapping))
                        .toList();
    }

    private static String shortName(MappingSample sample) {
        return sample.name().substring(sample.name().indexOf('/') + 1);
    }

    private Preview of(String input, Mapping mapping, @Nullable Object in, Map<String, @Nullable Object> scope) {
        Noted noted = new Noted();
        Object result = null;
        MappingFailure failure = null;
        try {
            result = mapping.apply(in, scope, noted, Budget.UNLIMITED);
        } catch (MappingFailure refused) {
            failure = refused;
        }
        Hiding hiding = new Hiding(noted.made(), noted.skipped, reveal);
        List<Preview.Line> lines = noted.all.stream()
                .map(derivation -> new Preview.Line(
                        derivation.target(),
                        hiding.made(derivation),
                        derivation.from().stream().map(hiding::origin).toList(),
                        derivation.at(),
                        noted.skipped.contains(derivation)))
                .toList();
        return new Preview(
                input,
                mapping.outline().opaque(),
                lines,
                failure == null ? List.of() : failure.violations(),
                reveal ? result : null);
    }

    /** Keeps how every value came about, or why it did not. */
    private static final class Noted implements Witness {

        private final List<Derivation> all = new ArrayList<>();
        private final Set<Derivation> skipped = Collections.newSetFromMap(new IdentityHashMap<>());

        private List<Derivation> made() {
            return all.stream()
                    .filter(derivation -> !skipped.contains(derivation))
                    .toList();
        }

        @Override
        public boolean follows() {
            return false;
        }

        @Override
        public void read(String mapping, String source) {}

        @Override
        public void coded(String dictionary, String code) {}

        @Override
        public boolean wants() {
            return true;
        }

        @Override
        public void made(Derivation derivation) {
            all.add(derivation);
        }

        @Override
        public void skipped(Derivation derivation) {
            all.add(derivation);
            skipped.add(derivation);
        }
    }
}
