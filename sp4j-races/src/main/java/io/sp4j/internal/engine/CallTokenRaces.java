package io.sp4j.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The {@link CallToken} behind the pumps of devices: one holder at a time, and no call lost. */
public final class CallTokenRaces {
    private CallTokenRaces() {}

    /** Something that is done by the holder only; plain fields show whether the token orders and excludes. */
    private static final class Work {
        private final CallToken token = new CallToken();
        private int inside;
        private int overlaps;
        private int seen;

        void ask(int[] told, int from) {
            told[from] = 1;
            if (token.ask()) {
                do {
                    overlaps += ++inside == 1 ? 0 : 1;
                    seen = told[0] + told[1];
                    inside--;
                } while (!token.rest());
            }
        }
    }

    /** Two that ask at once: one is to run. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @State
    public static class AskAsk {
        private final CallToken token = new CallToken();

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = token.ask();
        }

        @Actor
        public void two(ZZ_Result r) {
            r.r2 = token.ask();
        }
    }

    /** Somebody asks while the holder rests: either that one is to run, or the holder goes on. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, false"},
            expect = ACCEPTABLE)
    @State
    public static class AskRest {
        private final CallToken token = new CallToken();

        public AskRest() {
            token.ask();
        }

        @Actor
        public void asks(ZZ_Result r) {
            r.r1 = token.ask();
        }

        @Actor
        public void rests(ZZ_Result r) {
            r.r2 = token.rest();
        }
    }

    /** Two that write and ask: whoever runs last has seen both, and nobody ran beside another. */
    @JCStressTest
    @Outcome(id = "2, 0", expect = ACCEPTABLE)
    @State
    public static class NoCallIsLost {
        private final int[] told = new int[2];
        private final Work work = new Work();

        @Actor
        public void one() {
            work.ask(told, 0);
        }

        @Actor
        public void two() {
            work.ask(told, 1);
        }

        @Arbiter
        public void after(II_Result r) {
            r.r1 = work.seen;
            r.r2 = work.overlaps;
        }
    }
}
