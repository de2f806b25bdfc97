package io.sp4j.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.OpQueue;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.turn.TurnHost;
import io.sp4j.races.TestEnvironment;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * One Turn settles two ops, of which the owner of the first wakes the second; that owner gives up at the same moment. The
 * second is woken, and once, whether its waker comes late or its predecessor leaves early.
 */
public final class WakeRaces {
    private static final Failure GIVEN_UP = new Failure(ErrorCode.TIMEOUT, "given up");

    private WakeRaces() {}

    /** An op that counts how often it is woken. */
    private static final class Counted extends Op {
        final AtomicInteger wakes = new AtomicInteger();

        Counted() {
            super(null, Waiting.ALLOWED);
        }

        @Override
        protected boolean wake() {
            wakes.incrementAndGet();
            return false;
        }
    }

    private static final class NoHost implements TurnHost {
        @Override
        public void schedule(Turn t, long atNanos) {}

        @Override
        public void dropped(Turn t, @Nullable PipePort pipe, Message m, DropReason why) {}

        @Override
        public void effectFailed(Throwable failure) {}
    }

    /** The owner of the first op withdraws it. */
    @JCStressTest
    @Outcome(
            id = {"first settled, second woken 1", "first given up, second woken 1"},
            expect = ACCEPTABLE)
    @State
    public static class PassingOn {
        private final Turn turn = new Turn(new NoHost(), new TestEnvironment());
        private final OpQueue waiting = new OpQueue();
        private final Waiter first = new Waiter(null, Op.Waiting.ALLOWED);
        private final Counted second = new Counted();

        public PassingOn() {
            try (Turn t = turn.begin()) {
                first.await();
                second.await();
                waiting.add(first);
                waiting.add(second);
            }
        }

        @Actor
        public void owner() {
            if (!first.isWoken()) {
                try (Turn t = turn.begin()) {
                    if (!first.isSettled()) {
                        t.fail(first, GIVEN_UP);
                    }
                }
            }
            first.passOn();
        }

        @Actor
        public void settler() {
            try (Turn t = turn.begin()) {
                for (Op op = waiting.first(); op != null; op = waiting.first()) {
                    t.complete(op);
                }
            }
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = (first.failure() == null ? "first settled" : "first given up") + ", second woken "
                    + second.wakes.get();
        }
    }
}
