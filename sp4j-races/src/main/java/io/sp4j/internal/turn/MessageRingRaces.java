package io.sp4j.internal.turn;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sp4j.Message;
import io.sp4j.races.Ledger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * One producer and consumers at one {@link MessageRing}.
 *
 * <p>x86 keeps the order of stores and the order of loads, so that weakening a release or acquire there is seen only where
 * the compiler makes use of it; on AArch64 these tests see it. What x86 shows: a CAS that became a plain write, an index that
 * is off, a lost chunk.
 */
public final class MessageRingRaces {
    private MessageRingRaces() {}

    /** A ring whose first chunk is used up but for two slots. */
    private static MessageRing nearTheEndOfAChunk() {
        MessageRing ring = new MessageRing();
        for (int i = 0; i < 14; i++) {
            ring.offer(Ledger.message(1));
            ring.poll();
        }
        return ring;
    }

    private static void offer(MessageRing ring, int from, int to) {
        for (int i = from; i <= to; i++) {
            ring.offer(Ledger.message(i));
        }
    }

    private static void poll(MessageRing ring, int times, Ledger into) {
        for (int i = 0; i < times; i++) {
            into.took(ring.poll());
        }
    }

    private static String rest(MessageRing ring, int count, Ledger... parties) {
        Ledger rest = parties[parties.length - 1];
        while (rest.took(ring.poll())) {
            // noted
        }
        String verdict = Ledger.verdict(count, parties);
        return ring.isEmpty() && ring.bytes() == 0 ? verdict : verdict + ", but not empty";
    }

    /** What the consumer gets is a prefix of what was offered, and the rest is still there. */
    @JCStressTest
    @Outcome(
            id = {"0, 123", "1, 23", "12, 3", "123, 0"},
            expect = ACCEPTABLE)
    @State
    public static class OneConsumer {
        private final MessageRing ring = new MessageRing();

        @Actor
        public void producer() {
            offer(ring, 1, 3);
        }

        @Actor
        public void consumer(JJ_Result r) {
            Ledger got = new Ledger();
            poll(ring, 3, got);
            r.r1 = got.digits();
        }

        @Arbiter
        public void end(JJ_Result r) {
            Ledger rest = new Ledger();
            poll(ring, 3, rest);
            r.r2 = rest.digits();
        }
    }

    /** The same across the end of a chunk. */
    @JCStressTest
    @Outcome(
            id = {"0, 1234", "1, 234", "12, 34", "123, 4", "1234, 0"},
            expect = ACCEPTABLE)
    @State
    public static class AcrossChunks {
        private final MessageRing ring = nearTheEndOfAChunk();

        @Actor
        public void producer() {
            offer(ring, 1, 4);
        }

        @Actor
        public void consumer(JJ_Result r) {
            Ledger got = new Ledger();
            poll(ring, 4, got);
            r.r1 = got.digits();
        }

        @Arbiter
        public void end(JJ_Result r) {
            Ledger rest = new Ledger();
            poll(ring, 4, rest);
            r.r2 = rest.digits();
        }
    }

    /** Two consumers get each message once, in ascending order each, across the end of a chunk. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @State
    public static class TwoConsumers {
        private final MessageRing ring = nearTheEndOfAChunk();
        private final Ledger one = new Ledger();
        private final Ledger two = new Ledger();

        public TwoConsumers() {
            offer(ring, 1, 6);
        }

        @Actor
        public void one() {
            poll(ring, 3, one);
        }

        @Actor
        public void two() {
            poll(ring, 3, two);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = one.digits() == 0 || two.digits() == 0
                    ? "somebody got nothing"
                    : rest(ring, 6, one, two, new Ledger());
        }
    }

    /** The producer drops the oldest while the drainer takes it: each message is claimed by one of them. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @State
    public static class DroppingOldest {
        private final MessageRing ring = nearTheEndOfAChunk();
        private final Ledger dropped = new Ledger();
        private final Ledger taken = new Ledger();

        @Actor
        public void producer() {
            offer(ring, 1, 2);
            dropped.took(ring.poll());
            offer(ring, 3, 3);
            dropped.took(ring.poll());
            offer(ring, 4, 4);
        }

        @Actor
        public void drainer() {
            poll(ring, 3, taken);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = rest(ring, 4, dropped, taken, new Ledger());
        }
    }

    /** Poll answers null only if the ring was empty for a moment: a consumer that starts with one message gets one. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE)
    @State
    public static class NeverSpuriouslyEmpty {
        private final MessageRing ring = new MessageRing();
        private boolean got;

        public NeverSpuriouslyEmpty() {
            offer(ring, 1, 2);
        }

        @Actor
        public void producer() {
            ring.poll();
            offer(ring, 3, 4);
        }

        @Actor
        public void consumer() {
            got = ring.poll() != null;
        }

        @Arbiter
        public void seen(Z_Result r) {
            r.r1 = got;
        }
    }

    /** A bound in messages holds while a consumer polls. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE)
    @State
    public static class BoundInMessages {
        private final MessageRing ring = new MessageRing();
        private boolean held = true;

        @Actor
        public void producer() {
            for (int i = 0; i < 5; i++) {
                if (ring.fits(1, 2, Long.MAX_VALUE)) {
                    ring.offer(Ledger.message(1));
                    held &= ring.size() <= 2;
                }
            }
        }

        @Actor
        public void consumer() {
            poll(ring, 3, new Ledger());
        }

        @Arbiter
        public void seen(Z_Result r) {
            r.r1 = held && ring.size() <= 2;
        }
    }

    /** A bound in bytes holds while a consumer polls; the ring knows its bytes once it is at rest. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE)
    @State
    public static class BoundInBytes {
        private static final Message TEN_BYTES = Message.wrap(new byte[10]);
        private final MessageRing ring = new MessageRing();
        private boolean held = true;

        @Actor
        public void producer() {
            for (int i = 0; i < 5; i++) {
                if (ring.fits(10, 100, 20)) {
                    ring.offer(TEN_BYTES);
                    held &= ring.size() <= 2;
                }
            }
        }

        @Actor
        public void consumer() {
            for (int i = 0; i < 3; i++) {
                ring.poll();
            }
        }

        @Arbiter
        public void seen(Z_Result r) {
            r.r1 = held && ring.bytes() == 10L * ring.size();
        }
    }
}
