package io.xianghub.shared.signing;

/** What only the two ends of a connection know of each other. */
public interface Credentials {

    /** @param name of one of several secrets; empty for the only one */
    String secret(String name);

    /** A public value that both ends know, such as the number of a contract. */
    String property(String name);
}
