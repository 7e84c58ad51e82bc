package io.xianghub.mapping;

/** Sees what mappings come across, so that one can say what no sample has touched. */
public interface Witness {

    /** Sees nothing. */
    Witness NONE = new Witness() {
        @Override
        public void read(String mapping, String source) {}

        @Override
        public void coded(String dictionary, String code) {}
    };

    /** A source field, one of {@link Mapping#sources()}, was there. */
    void read(String mapping, String source);

    /** A dictionary translated one of its codes. */
    void coded(String dictionary, String code);
}
