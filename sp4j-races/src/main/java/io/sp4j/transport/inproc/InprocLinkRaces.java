package io.sp4j.transport.inproc;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Option;
import io.sp4j.Protocol;
import io.sp4j.races.Ledger;
import io.sp4j.races.TestEnvironment;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkHandler;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A drain against a receiver that starts, stops and resumes reading; closing from both ends.
 *
 * <p>{@code blocked} is an {@code AtomicBoolean} and {@code linkReads} of the engine a volatile: each side writes its own and
 * then reads the other's. x86 shows a missing fence here, and a missing re-check.
 */
public final class InprocLinkRaces {
    private InprocLinkRaces() {}

    /** Two joined ends, the near one sending one message, with what their handlers were told. */
    private static final class Joined {
        final TestEnvironment environment = new TestEnvironment();
        final LinkConfig config =
                new LinkConfig(Protocol.PAIR0, environment, Duration.ZERO, 0, new LinkConfig.Values() {
                    @Override
                    public <T> T get(Option<T> option) {
                        return option.type().cast(0);
                    }
                });
        final InprocLink near = InprocLink.pair("race", config, config);
        final InprocLink far = near.peer();
        final Handler sender = new Handler();
        final Handler receiver = new Handler();
        final OneMessage out = new OneMessage();

        /** What a pipe does with its link when it has output: drains, and leaves the token with a blocked link. */
        void send() {
            if (near.drain(out) == Progress.BLOCKED) {
                near.scheduleWritable(Progress.BLOCKED);
            }
        }

        /** Sends again if the link has called back, and tells what came of it. */
        String outcome() {
            environment.runDue();
            int resumed = sender.writables.get();
            for (int i = 0; i < resumed; i++) {
                near.drain(out);
            }
            String end = Ledger.verdict(1, receiver.received);
            return resumed > 1 ? end + ", called back " + resumed + " times" : end;
        }
    }

    private static final class OneMessage implements Outbound {
        private @Nullable Message left = Ledger.message(1);

        @Override
        public @Nullable Message next() {
            Message m = left;
            left = null;
            return m;
        }

        @Override
        public void written(int messages, long bytes) {}
    }

    private static final class Handler implements LinkHandler {
        final Ledger received = new Ledger();
        final AtomicInteger writables = new AtomicInteger();
        final AtomicInteger closes = new AtomicInteger();
        volatile boolean reads;

        @Override
        public void received(List<Message> batch) {
            batch.forEach(received::took);
        }

        @Override
        public boolean wantsRead() {
            return reads;
        }

        @Override
        public void writable() {
            writables.incrementAndGet();
        }

        @Override
        public void closed(CloseReason why, String detail) {
            closes.incrementAndGet();
        }
    }

    /** The receiver reads again while the drain finds it pausing. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @State
    public static class ResumeDrain {
        private final Joined joined = new Joined();

        public ResumeDrain() {
            joined.near.start(joined.sender);
            joined.far.start(joined.receiver);
        }

        @Actor
        public void sender() {
            joined.send();
        }

        @Actor
        public void receiver() {
            joined.receiver.reads = true;
            joined.far.readingChanged();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = joined.outcome();
        }
    }

    /** The receiver pauses and reads again, twice over, while the drain goes on. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @State
    public static class PauseResumeDrain {
        private final Joined joined = new Joined();

        public PauseResumeDrain() {
            joined.near.start(joined.sender);
            joined.far.start(joined.receiver);
            joined.receiver.reads = true;
        }

        @Actor
        public void sender() {
            joined.send();
        }

        @Actor
        public void receiver() {
            for (int i = 0; i < 2; i++) {
                joined.receiver.reads = false;
                joined.receiver.reads = true;
                joined.far.readingChanged();
            }
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = joined.outcome();
        }
    }

    /** The receiver's end is started while the other end drains already. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @State
    public static class StartDrain {
        private final Joined joined = new Joined();

        public StartDrain() {
            joined.receiver.reads = true;
            joined.near.start(joined.sender);
        }

        @Actor
        public void sender() {
            joined.send();
        }

        @Actor
        public void receiver() {
            joined.far.start(joined.receiver);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = joined.outcome();
        }
    }

    /** Both ends close: each hears of it once. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE)
    @State
    public static class CloseClose {
        private final Joined joined = new Joined();

        public CloseClose() {
            joined.near.start(joined.sender);
            joined.far.start(joined.receiver);
        }

        @Actor
        public void near() {
            joined.near.close(CloseReason.SOCKET_CLOSED, "near");
        }

        @Actor
        public void far() {
            joined.far.close(CloseReason.SOCKET_CLOSED, "far");
        }

        @Arbiter
        public void heard(II_Result r) {
            r.r1 = joined.sender.closes.get();
            r.r2 = joined.receiver.closes.get();
        }
    }

    /** One end closes while the other is being started: both hear of it once. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE)
    @State
    public static class CloseStart {
        private final Joined joined = new Joined();

        public CloseStart() {
            joined.near.start(joined.sender);
        }

        @Actor
        public void near() {
            joined.near.close(CloseReason.SOCKET_CLOSED, "near");
        }

        @Actor
        public void far() {
            joined.far.start(joined.receiver);
        }

        @Arbiter
        public void heard(II_Result r) {
            r.r1 = joined.sender.closes.get();
            r.r2 = joined.receiver.closes.get();
        }
    }
}
