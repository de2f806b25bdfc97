package io.sp4j.testkit;

import io.sp4j.spi.Clock;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is told to advance. Alarms run in {@link #advance}, on the thread that calls it and
 * each at its own time. Start it at a random value, so that the wrap-around of nanoseconds is tested too.
 */
public final class ManualClock implements Clock {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Entry> alarms = new PriorityQueue<>();
    private long now;
    private long scheduled;

    /** A clock that shows {@code startNanos}, any value. */
    public ManualClock(long startNanos) {
        now = startNanos;
    }

    @Override
    public long nanos() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** Remembers the action; one whose time has passed already runs in the next {@code advance}. */
    @Override
    public Alarm schedule(long atNanos, Runnable action) {
        lock.lock();
        try {
            Entry entry = new Entry(atNanos, scheduled++, action);
            alarms.add(entry);
            return () -> forget(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass, and runs what falls due meanwhile, in order; zero runs what is due now. */
    public void advance(Duration time) {
        advance(time.toNanos());
    }

    /** As {@link #advance(Duration)}, for 0 or more nanoseconds. */
    public void advance(long byNanos) {
        long until = nanos() + byNanos;
        for (Runnable action = next(until); action != null; action = next(until)) {
            action.run();
        }
    }

    /** How many alarms are set; a test that ends with some has a leak. */
    public int alarms() {
        lock.lock();
        try {
            return alarms.size();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Runnable next(long until) {
        lock.lock();
        try {
            Entry first = alarms.peek();
            if (first == null || first.at - until > 0) {
                now = until;
                return null;
            }
            alarms.remove();
            if (first.at - now > 0) {
                now = first.at;
            }
            return first.action;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Entry entry) {
        lock.lock();
        try {
            alarms.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    private record Entry(long at, long order, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at == other.at ? Long.compare(order, other.order) : Long.signum(at - other.at);
        }
    }
}
