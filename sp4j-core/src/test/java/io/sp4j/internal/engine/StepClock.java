package io.sp4j.internal.engine;

import io.sp4j.spi.Clock;
import io.sp4j.spi.Environment;
import io.sp4j.spi.Transport;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A clock that stands still, and a world without transports around it; for one thread. */
final class StepClock implements Clock, Environment, Environment.Session {
    /** Shortly before nanoseconds wrap around. */
    static final long START = Long.MAX_VALUE - 1_000;

    long now = START;
    private final Queue<Entry> alarms = new PriorityQueue<>(Comparator.comparingLong(entry -> entry.at - START));

    private record Entry(long at, Runnable action) {}

    void advance(long nanos) {
        now += nanos;
        while (!alarms.isEmpty() && alarms.element().at - now <= 0) {
            alarms.remove().action.run();
        }
    }

    int alarms() {
        return alarms.size();
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Alarm schedule(long atNanos, Runnable action) {
        Entry entry = new Entry(atNanos, action);
        alarms.add(entry);
        return () -> alarms.remove(entry);
    }

    @Override
    public Session open() {
        return this;
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public RandomGenerator random() {
        return new SplittableRandom(1);
    }

    @Override
    public Optional<Transport> transport(String scheme) {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
