package io.xianghub.bundle.sample;

import java.time.Duration;

/** How long one sample may take, and all of them together. */
public record SampleLimits(Duration each, Duration whole) {

    public static final SampleLimits DEFAULT = new SampleLimits(Duration.ofSeconds(5), Duration.ofSeconds(30));

    public SampleLimits {
        if (each.isNegative() || each.isZero() || whole.compareTo(each) < 0) {
            throw new IllegalArgumentException("A sample needs time, and the whole run no less than one sample");
        }
    }
}
