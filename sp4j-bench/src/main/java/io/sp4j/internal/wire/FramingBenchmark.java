package io.sp4j.internal.wire;

import io.sp4j.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What cutting a message out of a stream of tcp costs: whole messages in one buffer, or each in two pieces. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class FramingBenchmark {
    private static final int MANY = 64;

    /** Bytes of a body. */
    @Param({"64", "1024", "65536"})
    public int size;

    private final List<Message> out = new ArrayList<>(MANY);
    private StreamFraming framing = new StreamFraming(StreamFraming.Form.TCP, 0, new NoBudget());
    private ByteBuffer in = ByteBuffer.allocate(0);

    /** Many messages, one behind the other. */
    @Setup
    public void fill() {
        in = ByteBuffer.allocateDirect(MANY * (size + StreamFraming.Form.TCP.prefixBytes()));
        for (int i = 0; i < MANY; i++) {
            StreamFraming.Form.TCP.writePrefix(in, size);
            in.put(new byte[size]);
        }
        in.flip();
    }

    /** All of them are there at once. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public Object whole() throws MalformedInput {
        out.clear();
        framing.feed(in.rewind(), out, MANY);
        return out;
    }

    /** The second half of each comes later. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public Object halves() throws MalformedInput {
        out.clear();
        int end = in.capacity();
        int framed = end / MANY;
        in.rewind();
        for (int to = framed / 2; to < end; to += framed) {
            framing.feed(in.limit(to), out, MANY);
        }
        framing.feed(in.limit(end), out, MANY);
        return out;
    }

    private static final class NoBudget implements PartialBytes {
        @Override
        public long limit() {
            return Long.MAX_VALUE;
        }

        @Override
        public void charge(int bytes) {}

        @Override
        public void release(int bytes) {}
    }
}
