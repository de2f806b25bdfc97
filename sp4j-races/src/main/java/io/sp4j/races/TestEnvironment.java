package io.sp4j.races;

import io.sp4j.internal.io.JvmEnvironment;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Environment;
import io.sp4j.spi.Transport;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sockets without threads of their own: what is due at once waits until a test runs it with {@link #runDue}, later alarms
 * never go off and are counted.
 */
public final class TestEnvironment implements Environment, Environment.Session, Clock {
    private static final Environment.Session REAL = new JvmEnvironment().open();
    private static final AtomicLong NAMES = new AtomicLong();
    private static final long SOON = 1_000_000_000;

    private final RandomGenerator random = new SplittableRandom(1);
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    private final AtomicInteger alarms = new AtomicInteger();
    private final AtomicLong readings = new AtomicLong();
    private final @Nullable LongUnaryOperator time;

    /** The machine's time. */
    public TestEnvironment() {
        time = null;
    }

    /** A time made of the number of times that it was read. */
    public TestEnvironment(LongUnaryOperator nanosOfReading) {
        time = nanosOfReading;
    }

    /** A URL that no other test uses. */
    public static String newUrl() {
        return "inproc://race-" + NAMES.getAndIncrement();
    }

    /** Does what is due, and what that makes due; any thread. */
    public void runDue() {
        for (Runnable action = due.poll(); action != null; action = due.poll()) {
            action.run();
        }
    }

    /** How many alarms wait that nobody cancelled. */
    public int alarms() {
        return alarms.get();
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
        return random;
    }

    @Override
    public Optional<Transport> transport(String scheme) {
        return REAL.transport(scheme);
    }

    @Override
    public void close() {}

    @Override
    public long nanos() {
        return time == null ? System.nanoTime() : time.applyAsLong(readings.incrementAndGet());
    }

    @Override
    public Alarm schedule(long atNanos, Runnable action) {
        if (atNanos - nanos() < SOON) {
            due.add(action);
            return () -> due.remove(action);
        }
        alarms.incrementAndGet();
        AtomicInteger once = new AtomicInteger();
        return () -> {
            if (once.getAndSet(1) == 0) {
                alarms.decrementAndGet();
            }
        };
    }
}
