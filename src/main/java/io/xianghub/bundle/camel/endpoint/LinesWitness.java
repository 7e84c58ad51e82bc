package io.xianghub.bundle.camel.endpoint;

import io.xianghub.bundle.camel.exchange.FileLines;
import io.xianghub.mapping.Derivation;
import io.xianghub.mapping.Witness;
import org.jspecify.annotations.Nullable;

/** Sees which lines a file has, beside what another witness sees. */
record LinesWitness(Witness other, FileLines lines) implements Witness {

    @Override
    public void lines(String mapping, FileOfLines file) {
        lines.read(file);
    }

    @Override
    public boolean follows() {
        return other.follows();
    }

    @Override
    public void read(String mapping, String source) {
        other.read(mapping, source);
    }

    @Override
    public void coded(String dictionary, String code) {
        other.coded(dictionary, code);
    }

    @Override
    public void unmapped(String mapping, String field, String dictionary, @Nullable String code) {
        other.unmapped(mapping, field, dictionary, code);
    }

    @Override
    public void repeated(String mapping, int count) {
        other.repeated(mapping, count);
    }

    @Override
    public boolean wants() {
        return other.wants();
    }

    @Override
    public void made(Derivation derivation) {
        other.made(derivation);
    }

    @Override
    public void skipped(Derivation derivation) {
        other.skipped(derivation);
    }
}
