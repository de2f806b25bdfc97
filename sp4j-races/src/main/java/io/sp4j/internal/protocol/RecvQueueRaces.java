package io.sp4j.internal.protocol;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.sp4j.Message;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A producer that fills the queue and pauses, a receiver that empties it: somebody comes to refill. The first result tells
 * whether the producer paused, the second whether a receiver was told to refill, now or with the messages still queued.
 *
 * <p>Both sides write and then read what the other writes; without the order between the two, which is a full fence on x86
 * as well, each may miss the other.
 */
public final class RecvQueueRaces {
    private static final Message TEN_BYTES = Message.wrap(new byte[10]);

    private RecvQueueRaces() {}

    private static boolean fill(RecvQueue queue) {
        queue.add(TEN_BYTES);
        return queue.isFull() && queue.awaitRoom();
    }

    private static boolean take(RecvQueue queue, int times) {
        boolean due = false;
        for (int i = 0; i < times; i++) {
            due |= queue.poll() != null && queue.refillDue();
        }
        return due;
    }

    /** The bound is a number of messages. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "paused, to be refilled")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "found room")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "found room, and refilled for nothing")
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "paused for ever")
    @State
    public static class FullOfMessages {
        private final RecvQueue queue = new RecvQueue(2, Long.MAX_VALUE);
        private boolean paused;
        private boolean due;

        public FullOfMessages() {
            queue.add(TEN_BYTES);
        }

        @Actor
        public void producer() {
            paused = fill(queue);
        }

        @Actor
        public void receiver() {
            due = take(queue, 2);
        }

        @Arbiter
        public void end(ZZ_Result r) {
            due |= take(queue, 3);
            r.r1 = paused;
            r.r2 = due;
        }
    }

    /** The bound is a number of bytes, and depth 0. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "paused, to be refilled")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "found room")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "found room, and refilled for nothing")
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "paused for ever")
    @State
    public static class FullOfBytes {
        private final RecvQueue queue = new RecvQueue(0, 10);
        private boolean paused;
        private boolean due;

        @Actor
        public void producer() {
            paused = fill(queue);
        }

        @Actor
        public void receiver() {
            due = take(queue, 2);
        }

        @Arbiter
        public void end(ZZ_Result r) {
            due |= take(queue, 3);
            r.r1 = paused;
            r.r2 = due;
        }
    }
}
