package io.xianghub.bundle.border;

import io.xianghub.legacy.Moment;
import io.xianghub.legacy.Wire;
import io.xianghub.shared.Text;
import io.xianghub.shared.problem.Problem;
import io.xianghub.shared.problem.ProblemType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the world answers where nothing may leave; each answer is given once. */
public interface Script {

    /** What a department answers to this call; {@link #notRecorded} when it has nothing to say. */
    Wire.Heard heard(Wire.Sent sent);

    /** The moment at which the operation was called when this was recorded; empty when the script does not say. */
    default Optional<Moment> moment(String connection, String operation) {
        return Optional.empty();
    }

    /** Whether it was recorded on this hub, with its bindings. */
    default boolean isOfThisHub() {
        return false;
    }

    /** What came of this effect; empty when the script does not say, and the route goes on with what it handed over. */
    Optional<Outcome> outcome(String to, @Nullable Object body);

    /** @param problem what ended the effect; null when it was done */
    record Outcome(@Nullable Object answer, @Nullable Problem problem) {}

    /** A call that the script does not have. */
    static Wire.Heard notRecorded(Wire.Sent sent) {
        return new Wire.Heard.Ended(Problem.of(
                ProblemType.NOT_RECORDED,
                Text.of(
                        "录制中没有（或不再有）对 legacy:%s/%s 的应答（%s）",
                        "The recording has no answer, or none left, to legacy:%s/%s (%s)",
                        sent.connection(),
                        sent.operation(),
                        sent.target())));
    }
}
