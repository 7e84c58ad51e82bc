package io.xianghub.legacy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The token of one department's system: one call gets it, all calls bear it, and it is renewed before it ends. */
final class Tokens {

    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Held held;

    /** @param renewAt when four fifths of its time have passed */
    record Token(String value, Instant renewAt) {

        static Token lasting(String value, Instant now, Duration lasts) {
            return new Token(value, now.plus(lasts.multipliedBy(4).dividedBy(5)));
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    private record Held(TokenRule rule, Token token) {}

    /**
     * The token as it is now, or a new one.
     *
     * @param within how long to wait for a call that is getting one
     * @throws TooLong when that call has not got it by then
     */
    String get(TokenRule rule, Instant now, Duration within, Supplier<Token> fetch) {
        Token known = good(rule, now);
        if (known != null) {
            return known.value();
        }
        try {
            if (!fetching.tryLock(Math.max(0, within.toMillis()), TimeUnit.MILLISECONDS)) {
                throw new TooLong();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new TooLong();
        }
        try {
            known = good(rule, now);
            if (known == null) {
                known = fetch.get();
                held = new Held(rule, known);
            }
            return known.value();
        } finally {
            fetching.unlock();
        }
    }

    private @Nullable Token good(TokenRule rule, Instant now) {
        Held known = held;
        return known != null
                        && known.rule().equals(rule)
                        && now.isBefore(known.token().renewAt())
                ? known.token()
                : null;
    }

    /** Forgets this token, which the department no longer takes. */
    void drop(String value) {
        Held known = held;
        if (known != null && known.token().value().equals(value)) {
            held = null;
        }
    }

    /** Another call was getting the token for too long. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
