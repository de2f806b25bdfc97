package io.sp4j.testkit.sim;

import io.sp4j.spi.Clock;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Virtual time and the one queue of all that is to happen. Things due at the same time happen in the order they were asked
 * for. Belongs to the thread that made it.
 *
 * <p>What happens is either input and output, as on an event loop, where nothing may wait; or the application's, where a
 * blocking call lets further things happen until it is over.
 */
final class SimTime implements Clock {
    private static final Alarm NEVER = () -> {};
    private static final long MOST_AT_ONCE = 10_000_000;

    private final Thread owner = Thread.currentThread();
    private final Queue<Event> queue = new PriorityQueue<>();
    private final long origin;
    private long elapsed;
    private long asked;
    private long sameTime;
    private boolean onLoop;

    /** Who an event runs for. */
    private enum Kind {
        IO,
        USER
    }

    private record Event(long at, long order, Kind kind, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    /** Time that begins at {@code origin}, any value. */
    SimTime(long origin) {
        this.origin = origin;
    }

    @Override
    public long nanos() {
        return origin + elapsed;
    }

    /** Nanoseconds since the beginning. */
    long elapsed() {
        return elapsed;
    }

    @Override
    public Alarm schedule(long atNanos, Runnable action) {
        return after(atNanos - nanos(), action);
    }

    /** Does something as an event loop would. */
    Alarm after(long nanos, Runnable action) {
        return add(nanos, Kind.IO, action);
    }

    /** Does something as an event loop would: now if this is one, else soon. */
    void onLoop(Runnable action) {
        if (onLoop) {
            action.run();
        } else {
            after(0, action);
        }
    }

    /** Where the application's code runs. */
    Executor executor() {
        return action -> add(0, Kind.USER, action);
    }

    private Alarm add(long nanos, Kind kind, Runnable action) {
        checkOwner();
        long at = elapsed + Math.max(0, nanos);
        if (at < 0) {
            return NEVER; // 292 years from the beginning
        }
        Event event = new Event(at, asked++, kind, action);
        queue.add(event);
        return () -> queue.remove(event);
    }

    /** Lets the next thing happen that is due by {@code until}; false when there is none. */
    boolean step(long until) {
        checkOwner();
        Event event = queue.peek();
        if (event == null || event.at > until) {
            return false;
        }
        queue.remove();
        sameTime = event.at == elapsed ? sameTime + 1 : 0;
        if (sameTime > MOST_AT_ONCE) {
            throw new IllegalStateException("time stands still: " + MOST_AT_ONCE + " events at " + elapsed + " ns");
        }
        elapsed = event.at;
        boolean before = onLoop;
        onLoop = event.kind == Kind.IO;
        try {
            event.action.run();
        } finally {
            onLoop = before;
        }
        return true;
    }

    /** Lets time pass until {@code over}, {@code nanos} at most; answers {@code over}. */
    boolean pass(BooleanSupplier over, long nanos) {
        if (onLoop) {
            throw new IllegalStateException("a call that may block was made where input and output are done");
        }
        long until = elapsed + nanos < 0 ? Long.MAX_VALUE : elapsed + nanos;
        while (!over.getAsBoolean()) {
            if (!step(until)) {
                if (until == Long.MAX_VALUE) {
                    throw new IllegalStateException("this would wait for ever: nothing is left to happen");
                }
                elapsed = until;
                return over.getAsBoolean();
            }
        }
        return true;
    }

    private void checkOwner() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "a simulation belongs to the thread that made it, " + owner.getName() + ", and to no other");
        }
    }
}
