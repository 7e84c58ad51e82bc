package io.xianghub.catalogue;

/** @param code the department's unified social credit code */
public record Department(String code, String name) {}
