package io.xianghub.bundle;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code xianghub.bundles.limits.*}: what one bundle may use of the hub, however its routes are written.
 *
 * @param inputs how many inputs a bundle may have in hand at once; one more is turned away without waiting
 * @param inFlight how much data all inputs of a bundle may hold at once, estimated
 * @param perInput how much data one input may hold on its way, estimated
 * @param steps how many steps one input may take; each byte that comes in with it, or from a department, adds one
 * @param depth how deep steps may stand inside one another, through {@code direct:} as well
 * @param retryAfter when a caller who was turned away may ask again
 * @param tapes how much may be recorded for shadows
 */
@ConfigurationProperties("xianghub.bundles.limits")
public record BundleLimits(
        @DefaultValue("64") int inputs,
        @DefaultValue("256MB") DataSize inFlight,
        @DefaultValue("192MB") DataSize perInput,
        @DefaultValue("100000") int steps,
        @DefaultValue("100") int depth,
        @DefaultValue("1s") Duration retryAfter,
        @DefaultValue Tapes tapes) {

    public BundleLimits {
        if (inputs < 1 || steps < 1 || depth < 1) {
            throw new IllegalArgumentException(
                    "xianghub.bundles.limits: inputs, steps and depth must each be at least 1");
        }
        if (perInput.toBytes() < 1 || inFlight.compareTo(perInput) < 0) {
            throw new IllegalArgumentException(
                    "xianghub.bundles.limits: per-input must be positive and no more than in-flight");
        }
        if (retryAfter.toSeconds() < 1) {
            throw new IllegalArgumentException("xianghub.bundles.limits: retry-after must be at least one second");
        }
    }

    /**
     * What recordings of live calls may take; a call that outgrows it is answered all the same, and not compared.
     *
     * @param each of one call: its input, its answer, and all that it asked departments for and caused
     * @param all of the calls together that wait to be compared with one candidate
     */
    public record Tapes(@DefaultValue("4MB") DataSize each, @DefaultValue("64MB") DataSize all) {

        public Tapes {
            if (each.toBytes() < 1 || all.compareTo(each) < 0) {
                throw new IllegalArgumentException(
                        "xianghub.bundles.limits.tapes: each must be positive and no more than all");
            }
        }

        public static Tapes standard() {
            return new Tapes(DataSize.ofMegabytes(4), DataSize.ofMegabytes(64));
        }
    }

    /** What holds where nothing is configured, such as offline. */
    public static BundleLimits standard() {
        return new BundleLimits(
                64,
                DataSize.ofMegabytes(256),
                DataSize.ofMegabytes(192),
                100_000,
                100,
                Duration.ofSeconds(1),
                Tapes.standard());
    }
}
