package io.xianghub.record;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is kept of answers that could not be read.
 *
 * @param largest bytes of one answer; of a larger one its beginning
 * @param keep how long
 * @param mostPerHour answers of one connection within an hour; 0 keeps none
 */
@ConfigurationProperties("xianghub.record.unread-answers")
record UnreadAnswersSettings(
        @DefaultValue("1MB") DataSize largest,
        @DefaultValue("30d") Duration keep,
        @DefaultValue("20") int mostPerHour) {

    UnreadAnswersSettings {
        if (largest.toBytes() < 1 || largest.toMegabytes() > 10) {
            throw new IllegalArgumentException("xianghub.record.unread-answers.largest must be 1B to 10MB");
        }
        if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException("xianghub.record.unread-answers.keep must be positive");
        }
        if (mostPerHour < 0) {
            throw new IllegalArgumentException("xianghub.record.unread-answers.most-per-hour cannot be negative");
        }
    }
}
