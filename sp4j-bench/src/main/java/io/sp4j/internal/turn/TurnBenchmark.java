package io.sp4j.internal.turn;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.spi.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What taking a socket's lock and letting it go costs, with nothing, one or two things to do afterwards. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TurnBenchmark {

    private final Turn turn = new Turn(new Host(), new NoClock());
    private final Effect first = () -> {};
    private final Effect second = () -> {};

    /** Nothing to do afterwards. */
    @Benchmark
    public boolean empty() {
        try (Turn t = turn.begin()) {
            return t.isHeld();
        }
    }

    /** As a send does: one pipe is flushed afterwards. */
    @Benchmark
    public void oneEffect() {
        try (Turn t = turn.begin()) {
            t.after(first);
        }
    }

    /** More than one takes the array of effects along. */
    @Benchmark
    public void twoEffects() {
        try (Turn t = turn.begin()) {
            t.after(first);
            t.after(second);
        }
    }

    /** Two threads want it. */
    @Benchmark
    @Threads(2)
    public void contended() {
        try (Turn t = turn.begin()) {
            t.after(first);
        }
    }

    private static final class Host implements TurnHost {
        @Override
        public void schedule(Turn t, long atNanos) {}

        @Override
        public void dropped(Turn t, @Nullable PipePort pipe, Message m, DropReason why) {}

        @Override
        public void effectFailed(Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final class NoClock implements Clock {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Alarm schedule(long atNanos, Runnable action) {
            throw new UnsupportedOperationException();
        }
    }
}
