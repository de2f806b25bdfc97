package io.sp4j.internal.engine;

import io.sp4j.spi.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Lets a log line through once in a while, so that no peer can fill a log. */
final class LogLimit {
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;

    private final Clock clock;
    private final long everyNanos;
    private final AtomicLong next;

    LogLimit(Clock clock, long everyNanos) {
        this.clock = clock;
        this.everyNanos = everyNanos;
        this.next = new AtomicLong(clock.nanos());
    }

    /** Whether the caller may log now. */
    boolean allows() {
        long now = clock.nanos();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + everyNanos);
    }
}
