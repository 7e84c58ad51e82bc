package io.xianghub.bundle.sample;

import java.util.List;

/** How the samples of a bundle went, and what none of them touched. */
public record SampleReport(List<SampleResult> samples, Coverage coverage, long millis) {

    public SampleReport {
        samples = List.copyOf(samples);
    }

    public long passed() {
        return samples.stream().filter(SampleResult::passed).count();
    }

    public List<SampleResult> failures() {
        return samples.stream().filter(sample -> !sample.passed()).toList();
    }

    public boolean allPassed() {
        return passed() == samples.size();
    }
}
