package io.sp4j.internal.engine;

import java.util.random.RandomGenerator;

/**
 * The delays before dialing again: from a minimum, doubling to a maximum; each is drawn from the upper three quarters of its
 * step, so that many dialers do not come back at once, and none is below 10 ms. Guarded by the Turn.
 */
final class Backoff {
    static final long FLOOR_NANOS = 10_000_000L;

    private final RandomGenerator random;
    private long step;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next delay in nanoseconds. */
    long next(long minNanos, long maxNanos) {
        long most = Math.max(minNanos, maxNanos);
        long current = Math.max(FLOOR_NANOS, Math.min(step == 0 ? minNanos : step, most));
        step = Math.min(most, current > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * current);
        long least = Math.max(FLOOR_NANOS, current / 4);
        return least >= current ? current : least + random.nextLong(current - least + 1);
    }

    /** The connection was good: start from the minimum again. */
    void reset() {
        step = 0;
    }
}
