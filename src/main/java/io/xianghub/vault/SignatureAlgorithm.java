package io.xianghub.vault;

import java.util.Arrays;
import java.util.Optional;

/** How detached signatures are made. */
public enum SignatureAlgorithm {
    /** GB/T 32918.2 over SM3, with the identity that GM/T 0009 gives where none is agreed. */
    SM2("SM2-SM3"),
    /** RFC 8032, for build servers whose tools know no SM2. */
    ED25519("Ed25519");

    private final String label;

    SignatureAlgorithm(String label) {
        this.label = label;
    }

    /** The name that stands in files. */
    public String label() {
        return label;
    }

    public static Optional<SignatureAlgorithm> of(String label) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.label.equals(label))
                .findAny();
    }
}
