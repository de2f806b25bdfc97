package io.sp4j.cli.demo.web;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How fast the senders of the topology send; set from the page, read by their threads. */
final class Pace {
    /** As fast as they can. */
    static final int FULL = 0;

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int BATCH = 256;
    private static final int CATCH_UP = 50;

    private volatile int perSecond;
    private volatile boolean paused;

    Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    int perSecond() {
        return perSecond;
    }

    boolean isPaused() {
        return paused;
    }

    void perSecond(int messages) {
        perSecond = messages;
    }

    void paused(boolean wanted) {
        paused = wanted;
    }

    /** What one sender needs to keep to the pace, with so much of it. Used by one thread. */
    Share share(double ofIt) {
        return new Share(ofIt);
    }

    /** A sender's part of the pace. */
    final class Share {
        private final double part;
        private long last = System.nanoTime();
        private double due;

        private Share(double part) {
            this.part = part;
        }

        /** Waits a little and answers how many messages are due now. What was not sent in the last fiftieth of a second is not made up for. */
        int await() {
            int rate = perSecond;
            if (rate == FULL && !paused) {
                last = System.nanoTime();
                return BATCH;
            }
            LockSupport.parkNanos(TICK_NANOS);
            long now = System.nanoTime();
            if (!paused) {
                due = Math.min(due + (now - last) * part * rate / 1e9, part * rate / CATCH_UP + 1);
            }
            last = now;
            int whole = (int) due;
            due -= whole;
            return whole;
        }
    }
}
