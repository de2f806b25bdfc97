package io.sp4j.internal.protocol;

import io.sp4j.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whether a message has a subscriber: the tree of topics beside a look at one topic after the other. Half the messages have. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TopicsBenchmark {
    private static final int MESSAGES = 1 << 10;

    /** How many subscriptions there are. */
    @Param({"1", "10", "1000", "100000"})
    public int subscriptions;

    private final Topics topics = new Topics();
    private final List<byte[]> list = new ArrayList<>();
    private final Message[] messages = new Message[MESSAGES];
    private int next;

    /** Topics like {@code sensor/123/temperature/}. */
    @Setup
    public void fill() {
        Random random = new Random(7);
        for (int i = 0; i < subscriptions; i++) {
            byte[] topic = topic(i);
            topics.add(topic);
            list.add(topic);
        }
        for (int i = 0; i < MESSAGES; i++) {
            int wanted = random.nextInt(subscriptions) + (i % 2) * subscriptions;
            messages[i] = Message.wrap(
                    (new String(topic(wanted), StandardCharsets.UTF_8) + "21.5").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] topic(int i) {
        return ("sensor/" + i + "/temperature/").getBytes(StandardCharsets.UTF_8);
    }

    private Message message() {
        return messages[next++ & (MESSAGES - 1)];
    }

    /** What sub does. */
    @Benchmark
    public boolean tree() {
        return topics.matches(message());
    }

    /** What it replaces. */
    @Benchmark
    public boolean scan() {
        Message m = message();
        for (byte[] topic : list) {
            if (m.startsWith(topic)) {
                return true;
            }
        }
        return false;
    }
}
