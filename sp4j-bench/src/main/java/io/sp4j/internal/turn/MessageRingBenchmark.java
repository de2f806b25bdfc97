package io.sp4j.internal.turn;

import io.sp4j.Message;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a message costs on its way through the ring of a pipe, alone or with as many as a drain takes at once. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class MessageRingBenchmark {
    private static final int MANY = 64;
    private static final int MOST = 1024;
    private static final long MOST_BYTES = 8 << 20;

    private final MessageRing ring = new MessageRing();
    private final Message message = Message.wrap(new byte[64]);

    /** In and out at once. */
    @Benchmark
    public Object one() {
        if (ring.fits(message.length(), MOST, MOST_BYTES)) {
            ring.offer(message);
        }
        return ring.poll();
    }

    /** A burst in, then out. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public void burst(Blackhole out) {
        for (int i = 0; i < MANY; i++) {
            if (ring.fits(message.length(), MOST, MOST_BYTES)) {
                ring.offer(message);
            }
        }
        for (int i = 0; i < MANY; i++) {
            out.consume(ring.poll());
        }
    }
}
