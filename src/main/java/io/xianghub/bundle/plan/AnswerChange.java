package io.xianghub.bundle.plan;

import io.xianghub.bundle.plan.Part.Difference;

/**
 * A field that comes out otherwise for some of the samples; of its values nothing is said, for they may be a person's.
 *
 * @param of the case's input, such as {@code getInsuredPerson}, or the mapping's sample, such as {@code mapping:person-answer}
 * @param file what of it: {@code answer}, what the department is sent, or the effects
 * @param path such as {@code insurances[].type}; empty for the whole
 * @param samples how many show it
 */
public record AnswerChange(String of, String file, String path, Difference difference, int samples) {}
