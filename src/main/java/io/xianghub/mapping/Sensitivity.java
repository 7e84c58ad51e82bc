package io.xianghub.mapping;

/** How much a value says about a person: nothing, something, or what may do harm in wrong hands. */
public enum Sensitivity {
    PUBLIC,
    PERSONAL,
    SENSITIVE
}
