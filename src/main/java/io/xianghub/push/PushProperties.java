package io.xianghub.push;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings {@code xianghub.push.*}.
 *
 * @param relayLease how long a node that died keeps others from relaying
 * @param tick how often the relay and the timers look when nobody wakes them
 * @param batch messages that go to the broker, or into the inbox, at once
 * @param smsWorkers text messages that are handed over at the same time
 * @param claimTerm after which a claim without a result counts as unknown; longer than any call to a gateway
 * @param unknownWait before a gateway is asked what became of a message
 * @param retryFirst wait before the first retry; doubled each time
 * @param retryLongest the longest such wait
 * @param lostAfter after which a message that nobody took is queued again
 * @param smsSign the sender's name that text messages are signed with
 * @param maxBody largest body of one POST
 */
@ConfigurationProperties("xianghub.push")
record PushProperties(
        @DefaultValue("10s") Duration relayLease,
        @DefaultValue("200ms") Duration tick,
        @DefaultValue("200") int batch,
        @DefaultValue("4") int smsWorkers,
        @DefaultValue("60s") Duration claimTerm,
        @DefaultValue("15s") Duration unknownWait,
        @DefaultValue("5s") Duration retryFirst,
        @DefaultValue("10m") Duration retryLongest,
        @DefaultValue("2m") Duration lostAfter,
        @DefaultValue("湘易办") String smsSign,
        @DefaultValue("10MB") DataSize maxBody) {

    PushProperties {
        if (batch < 1 || smsWorkers < 1) {
            throw new IllegalArgumentException("xianghub.push.batch and sms-workers are at least 1");
        }
    }

    /** The wait after the given number of attempts. */
    Duration backoff(int attempts) {
        Duration wait = retryFirst.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), 20));
        return wait.compareTo(retryLongest) > 0 ? retryLongest : wait;
    }
}
