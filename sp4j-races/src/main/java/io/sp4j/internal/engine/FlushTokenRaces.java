package io.sp4j.internal.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sp4j.internal.engine.FlushToken.Next;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * The states of a {@link FlushToken}: one holder at a time, and exactly one last holder once the link has closed. All its
 * steps are CAS on one word, so that there is no fence to forget; what these tests find is a wrong transition.
 */
public final class FlushTokenRaces {
    private FlushTokenRaces() {}

    private static FlushToken held() {
        FlushToken token = new FlushToken();
        token.tryTake();
        return token;
    }

    private static FlushToken parked() {
        FlushToken token = held();
        token.park();
        return token;
    }

    private static boolean isLast(Next next) {
        return next == Next.LAST_HOLDER;
    }

    /** Two that try: one gets it. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @State
    public static class TakeTake {
        private final FlushToken token = new FlushToken();

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = token.tryTake();
        }

        @Actor
        public void two(ZZ_Result r) {
            r.r2 = token.tryTake();
        }
    }

    /** The link calls back while somebody tries: a parked token is the link's alone. */
    @JCStressTest
    @Outcome(id = "false, true", expect = ACCEPTABLE)
    @State
    public static class TakeResume {
        private final FlushToken token = parked();

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = token.tryTake();
        }

        @Actor
        public void two(ZZ_Result r) {
            r.r2 = token.resume();
        }
    }

    /** The link calls back twice: one call gets the token. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @State
    public static class ResumeResume {
        private final FlushToken token = parked();

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = token.resume();
        }

        @Actor
        public void two(ZZ_Result r) {
            r.r2 = token.resume();
        }
    }

    /** The results: whether the holder, and whether the one who ended, is the last. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @State
    public static class EndRelease {
        private final FlushToken token = held();

        @Actor
        public void holder(ZZ_Result r) {
            r.r1 = isLast(token.release());
        }

        @Actor
        public void link(ZZ_Result r) {
            r.r2 = isLast(token.end());
        }
    }

    /** As before, for a holder that leaves the token with the link. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @State
    public static class EndPark {
        private final FlushToken token = held();

        @Actor
        public void holder(ZZ_Result r) {
            r.r1 = isLast(token.park());
        }

        @Actor
        public void link(ZZ_Result r) {
            r.r2 = isLast(token.end());
        }
    }

    /** As before, for a link that calls back; after the end nobody takes the token. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @State
    public static class EndResume {
        private final FlushToken token = parked();

        @Actor
        public void holder(ZZ_Result r) {
            r.r1 = token.resume() && isLast(token.release());
        }

        @Actor
        public void link(ZZ_Result r) {
            r.r2 = isLast(token.end());
        }

        @Arbiter
        public void over(ZZ_Result r) {
            if (token.tryTake() || token.resume() || isLast(token.end())) {
                r.r1 = r.r2;
            }
        }
    }

    /** As before, for one that takes a free token. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = ACCEPTABLE)
    @State
    public static class EndTake {
        private final FlushToken token = new FlushToken();

        @Actor
        public void holder(ZZ_Result r) {
            r.r1 = token.tryTake() && isLast(token.release());
        }

        @Actor
        public void link(ZZ_Result r) {
            r.r2 = isLast(token.end());
        }
    }

    /** Two ends of the same pipe, as when both sides close: one is the last holder. */
    @JCStressTest
    @Outcome(id = "true", expect = ACCEPTABLE)
    @State
    public static class EndEnd {
        private final FlushToken token = new FlushToken();
        private boolean one;
        private boolean two;

        @Actor
        public void one() {
            one = isLast(token.end());
        }

        @Actor
        public void two() {
            two = isLast(token.end());
        }

        @Arbiter
        public void once(Z_Result r) {
            r.r1 = one != two;
        }
    }
}
