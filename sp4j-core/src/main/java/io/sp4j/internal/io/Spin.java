package io.sp4j.internal.io;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long the leaders of one socket look for input before they sleep. They do so while most of the recent waits were short,
 * as long as no more than half of the processors are busy with that, and not at all where there is only one. Used by one
 * leader at a time.
 */
public final class Spin {
    private static final long LIMIT_NANOS = 20_000;

    /** A wait is short when both sides together could make it shorter than the limit. */
    private static final long SHORT_NANOS = 100_000;

    private static final int BEST_SCORE = 8;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int MOST_SPINNING = PROCESSORS < 2 ? 0 : PROCESSORS / 2;
    private static final AtomicInteger SPINNING = new AtomicInteger();

    private int score = BEST_SCORE;
    private boolean spinning;
    private long startedAt;

    /** A wait begins. */
    void begin(long now) {
        startedAt = now;
        if (score >= BEST_SCORE / 2) {
            spinning = SPINNING.incrementAndGet() <= MOST_SPINNING;
            if (!spinning) {
                SPINNING.decrementAndGet();
            }
        }
    }

    /** Whether to look once more before sleeping. */
    boolean lasts(long now) {
        if (spinning && now - startedAt >= LIMIT_NANOS) {
            stop();
        }
        return spinning;
    }

    /** The wait is over. */
    void end(long now) {
        stop();
        score = now - startedAt < SHORT_NANOS ? Math.min(BEST_SCORE, score + 1) : Math.max(0, score - 1);
    }

    private void stop() {
        if (spinning) {
            spinning = false;
            SPINNING.decrementAndGet();
        }
    }
}
