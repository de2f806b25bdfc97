package io.sp4j.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import io.sp4j.DropReason;
import io.sp4j.internal.engine.OnePipe.Writer;
import io.sp4j.races.Ledger;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Senders, drainers and the ring of one {@link PipeCore}.
 *
 * <p>On x86 the full fences of {@code PipeCore} stand next to a CAS, which is one already: the tests see a re-check that is
 * missing, not a fence that is missing. On AArch64 they may see both.
 */
public final class PipeCoreRaces {
    private PipeCoreRaces() {}

    /** Two senders drain for themselves: the loser of the token leaves its message to the winner. None is left behind. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @State
    public static class CallersDrain {
        private final OnePipe one = new OnePipe(100, Writer.CALLER);

        @Actor
        public void first() {
            one.trySend(1);
            one.trySend(2);
        }

        @Actor
        public void second() {
            one.trySend(3);
            one.trySend(4);
        }

        @Arbiter
        public void end(L_Result r) {
            one.settle();
            r.r1 = one.verdict(4);
        }
    }

    /** A sender leaves the token to the loop while the loop drains and lets go. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @State
    public static class LoopDrains {
        private final OnePipe one = new OnePipe(100, Writer.LOOP);

        public LoopDrains() {
            one.trySend(1);
        }

        @Actor
        public void sender() {
            one.trySend(2);
            one.trySend(3);
        }

        @Actor
        public void loop() {
            one.loop();
            one.loop();
        }

        @Arbiter
        public void end(L_Result r) {
            one.settle();
            r.r1 = one.verdict(3);
        }
    }

    /**
     * The sender sets {@code full} and looks again, the loop drains and looks at {@code full}: no send waits for ever. The
     * window is a few instructions wide, and a short run may well miss it.
     */
    @JCStressTest
    @Outcome(id = "sent, each once", expect = ACCEPTABLE)
    @State
    public static class Full {
        private final OnePipe one = new OnePipe(1, Writer.LOOP);
        private CompletableFuture<Void> second = new CompletableFuture<>();

        public Full() {
            one.trySend(1);
        }

        @Actor
        public void sender() {
            second = one.socket.main().sendAsync(Ledger.message(2));
        }

        @Actor
        public void loop() {
            one.loop();
        }

        @Arbiter
        public void end(L_Result r) {
            one.settle();
            r.r1 = second.isDone() ? "sent, " + one.verdict(2) : "waits for ever";
        }
    }

    /** As before without a queue: one message is taken only when the one before is written. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE)
    @State
    public static class DepthZero {
        private final OnePipe one = new OnePipe(0, Writer.CALLER);

        @Actor
        public void first() {
            one.trySend(1);
        }

        @Actor
        public void second() {
            // What a receiver makes the pipe do when it resumes reading.
            one.pipe.run();
            one.trySend(2);
            one.trySend(3);
        }

        @Arbiter
        public void end(I_Result r) {
            one.settle();
            r.r1 = one.mostAtOnce();
        }
    }

    /** A sender drops the oldest while the loop drains: each message is written or dropped, the newest never dropped. */
    @JCStressTest
    @Outcome(id = "3 accounted for, 123 written", expect = ACCEPTABLE)
    @Outcome(id = "3 accounted for, (13|23) written", expect = ACCEPTABLE)
    @Outcome(id = "3 accounted for, 3 written", expect = ACCEPTABLE_INTERESTING)
    @State
    public static class DroppingOldest {
        private final OnePipe one = new OnePipe(1, Writer.LOOP);

        public DroppingOldest() {
            one.trySend(1);
        }

        @Actor
        public void sender() {
            for (int i = 2; i <= 3; i++) {
                try (var t = one.socket.turn()) {
                    one.pipe.offerDroppingOldest(t, Ledger.message(i));
                }
            }
        }

        @Actor
        public void loop() {
            one.loop();
            one.loop();
        }

        @Arbiter
        public void end(L_Result r) {
            one.settle();
            String written = Long.toString(one.written.digits());
            long dropped = one.pipe.counters.drops.of(DropReason.QUEUE_FULL);
            r.r1 = (written.length() + dropped) + " accounted for, " + written + " written";
        }
    }
}
