package io.xianghub.push;

/** A column of the department's row that says something else than it said before. */
public record Difference(String column, String before, String now) {}
