package io.xianghub.push;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rows that arrived together, such as those of one file: two of them may repeat each other and never contradict. */
public final class ArrivedRows {

    private final Map<String, Arrived> byKey = new HashMap<>();

    private record Arrived(int number, String row) {}

    /** The number of the earlier row of the same event that says something else. */
    Optional<Integer> contradicted(Submission submission, int number) {
        String row = submission.row().text();
        Arrived earlier = byKey.putIfAbsent(submission.key().text(), new Arrived(number, row));
        return earlier == null || earlier.row().equals(row) ? Optional.empty() : Optional.of(earlier.number());
    }
}
