package io.sp4j.bench.worker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What one thread of a party has done; many may share the lane of a library that brings its own threads. */
final class Lane {

    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final VarHandle OWN;

    static {
        try {
            OWN = MethodHandles.lookup().findVarHandle(Lane.class, "own", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Meter meter;
    private final LongAdder shared = new LongAdder();
    private final Histogram nanos = new ConcurrentHistogram(LONGEST_NANOS, 3);
    private long own;

    Lane(Meter meter) {
        this.meter = meter;
    }

    /** Counts a message; only ever called by one thread. */
    void add() {
        OWN.setOpaque(this, own() + 1);
    }

    /** Counts a message from any thread. */
    void addShared() {
        shared.increment();
    }

    /** Notes how long something took, if it ended within the measured time. */
    void took(long elapsedNanos) {
        if (meter.isMeasuring()) {
            nanos.recordValue(Math.min(elapsedNanos, LONGEST_NANOS));
        }
    }

    long count() {
        return own() + shared.sum();
    }

    Histogram nanos() {
        return nanos;
    }

    private long own() {
        return (long) OWN.getOpaque(this);
    }
}
