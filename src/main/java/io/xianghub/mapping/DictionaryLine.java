package io.xianghub.mapping;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of a dictionary.
 *
 * @param code {@code *} stands for every code that has no line of its own
 * @param label empty when it has none
 * @param from the first day it holds; null when it always did
 * @param to the last day it holds; null for no end
 */
public record DictionaryLine(
        String code, String standard, String label, @Nullable LocalDate from, @Nullable LocalDate to) {}
