package io.sp4j.internal.turn;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sp4j.Message;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** What a ring reserves above 64 KiB is given back when it has run empty. The result is what is missing then. */
public final class BudgetRaces {
    private static final long BYTES = 1 << 20;
    private static final Message LARGE = Message.wrap(new byte[40 << 10]);

    private BudgetRaces() {}

    private static void poll(MessageRing ring, int times) {
        for (int i = 0; i < times; i++) {
            ring.poll();
        }
    }

    private static long missingAtRest(MessageRing ring, MemoryBudget budget) {
        while (ring.poll() != null) {
            // the last one gives back
        }
        return BYTES - budget.left();
    }

    /** A producer that asks and then offers, as a pipe does. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @State
    public static class Offering {
        private final MemoryBudget budget = new MemoryBudget(BYTES);
        private final MessageRing ring = new MessageRing(budget);

        @Actor
        public void producer() {
            for (int i = 0; i < 4; i++) {
                if (ring.fits(LARGE.length(), 100, BYTES)) {
                    ring.offer(LARGE);
                }
            }
        }

        @Actor
        public void consumer() {
            poll(ring, 4);
        }

        @Arbiter
        public void missing(J_Result r) {
            r.r1 = missingAtRest(ring, budget);
        }
    }

    /**
     * A producer that offers and then asks whether more would fit, as {@code RecvQueue} does: it may reserve for a ring that
     * has just run empty, where nobody comes to give back.
     */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @State
    public static class AskingOnly {
        private final MemoryBudget budget = new MemoryBudget(BYTES);
        private final MessageRing ring = new MessageRing(budget);

        public AskingOnly() {
            ring.offer(LARGE);
        }

        @Actor
        public void producer() {
            ring.offer(LARGE);
            ring.fits(1, 100, BYTES);
        }

        @Actor
        public void consumer() {
            poll(ring, 2);
        }

        @Arbiter
        public void missing(J_Result r) {
            r.r1 = missingAtRest(ring, budget);
        }
    }

    /** Two consumers that empty the ring give back once. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @State
    public static class TwoConsumers {
        private final MemoryBudget budget = new MemoryBudget(BYTES);
        private final MessageRing ring = new MessageRing(budget);

        public TwoConsumers() {
            for (int i = 0; i < 4; i++) {
                ring.fits(LARGE.length(), 100, BYTES);
                ring.offer(LARGE);
            }
        }

        @Actor
        public void one() {
            poll(ring, 2);
        }

        @Actor
        public void two() {
            poll(ring, 2);
        }

        @Arbiter
        public void missing(J_Result r) {
            r.r1 = BYTES - budget.left();
        }
    }

    /** Two rings ask for the last block: one gets it, and the refusal leaves nothing behind. */
    @JCStressTest
    @Outcome(id = "true, 60", expect = ACCEPTABLE)
    @State
    public static class LastBlock {
        private final MemoryBudget budget = new MemoryBudget(100);
        private boolean one;
        private boolean two;

        @Actor
        public void one() {
            one = budget.tryReserve(60);
        }

        @Actor
        public void two() {
            two = budget.tryReserve(60);
        }

        @Arbiter
        public void left(ZJ_Result r) {
            r.r1 = one != two;
            r.r2 = 100 - budget.left();
        }
    }
}
