package io.sp4j.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sp4j.Message;
import io.sp4j.SpException;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Everything between {@code send} and {@code recv} within one process: the ring, its token, the link that blocks, the inbox
 * that pauses and is refilled. A message that nobody moves on is a send or a receive that times out.
 */
public final class BackpressureRaces {
    private static final int COUNT = 6;

    private BackpressureRaces() {}

    private static void sendAll(TwoSockets two) {
        for (int i = 1; i <= COUNT; i++) {
            two.sender.sendAsync(Ledger.message(i));
        }
        two.environment.runDue();
    }

    private static String rest(TwoSockets two, Ledger got) {
        two.environment.runDue();
        for (Optional<Message> m = two.receiver.tryRecv(); m.isPresent(); m = two.receiver.tryRecv()) {
            got.took(m.get());
            two.environment.runDue();
        }
        two.close();
        return Ledger.verdict(COUNT, got);
    }

    /** A receiver that tries, with an inbox of two. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @State
    public static class Trying {
        private final TwoSockets two = new TwoSockets(2);
        private final Ledger got = new Ledger();

        @Actor
        public void sender() {
            sendAll(two);
        }

        @Actor
        public void receiver() {
            for (int i = 0; i < COUNT; i++) {
                two.receiver.tryRecv().ifPresent(got::took);
            }
            two.environment.runDue();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = rest(two, got);
        }
    }

    /** A receiver that blocks, with the smallest inbox. */
    @JCStressTest
    @Outcome(id = "each once", expect = ACCEPTABLE)
    @State
    public static class Blocking {
        private final TwoSockets two = new TwoSockets(0);
        private final Ledger got = new Ledger();

        @Actor
        public void sender() {
            sendAll(two);
        }

        @Actor
        public void receiver() {
            try {
                for (int i = 0; i < COUNT; i++) {
                    got.took(two.receiver.recv());
                    two.environment.runDue();
                }
            } catch (SpException.Timeout e) {
                // the verdict tells
            }
        }

        @Arbiter
        public void end(L_Result r) {
            String verdict = Ledger.verdict(COUNT, got);
            r.r1 = verdict.equals("each once") ? rest(two, got) : verdict + ", then " + rest(two, got);
        }
    }
}
