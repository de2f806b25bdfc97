package io.sp4j.internal.io;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The {@link LoopLead}: one driver at a time, and neither work nor a wish to lead is left behind. */
public final class LoopLeadRaces {
    private LoopLeadRaces() {}

    /** A loop without a thread: home is one that never runs, and unparking it is counted. */
    private static final class Loop implements LoopLead.Driven {
        final AtomicInteger work = new AtomicInteger();
        final AtomicInteger wakeUps = new AtomicInteger();
        final AtomicInteger homeCalls = new AtomicInteger();
        final AtomicInteger leaderCalls = new AtomicInteger();
        final Thread home = new Thread(() -> {}, "home");
        final LoopLead lead = new LoopLead(home, this) {
            @Override
            void unpark(@Nullable Thread thread) {
                if (thread != null) {
                    (thread == home ? homeCalls : leaderCalls).incrementAndGet();
                }
            }
        };

        static Loop withoutDriver() {
            Loop loop = new Loop();
            loop.lead.stepBack();
            return loop;
        }

        @Override
        public boolean hasWork() {
            return work.get() > 0;
        }

        @Override
        public void wakeUp() {
            wakeUps.incrementAndGet();
        }

        void post() {
            work.incrementAndGet();
            lead.call();
        }
    }

    /** Two want to lead: one may, the other may after it. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true", "true, true"},
            expect = ACCEPTABLE)
    @State
    public static class LeadLead {
        private final Loop loop = Loop.withoutDriver();
        private int inside;
        private boolean overlapped;

        @Actor
        public void one(ZZ_Result r) {
            r.r1 = drive();
        }

        @Actor
        public void other(ZZ_Result r) {
            r.r2 = drive();
        }

        private boolean drive() {
            if (!loop.lead.tryLead()) {
                return false;
            }
            overlapped |= ++inside != 1;
            inside--;
            loop.lead.leave();
            return true;
        }

        @Arbiter
        public void end(ZZ_Result r) {
            if (overlapped || inside != 0) {
                r.r1 = false;
                r.r2 = false;
            }
        }
    }

    /** Work is posted while a leader comes and goes: it does it, or home is called. */
    @JCStressTest
    @Outcome(
            id = {"done", "home called"},
            expect = ACCEPTABLE)
    @State
    public static class PostWhileLed {
        private final Loop loop = Loop.withoutDriver();

        @Actor
        public void poster() {
            loop.post();
        }

        @Actor
        public void leader() {
            if (loop.lead.tryLead()) {
                loop.work.set(0);
                loop.lead.leave();
            }
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = loop.work.get() == 0 ? "done" : loop.homeCalls.get() > 0 ? "home called" : "left behind";
        }
    }

    /** Work is posted while the driver falls asleep: it sees the work, or is woken. */
    @JCStressTest
    @Outcome(
            id = {"saw it", "woken"},
            expect = ACCEPTABLE)
    @State
    public static class PostWhileFallingAsleep {
        private final Loop loop = new Loop();
        private boolean asleep;

        @Actor
        public void poster() {
            loop.post();
        }

        @Actor
        public void driver() {
            asleep = loop.lead.fallAsleep(() -> false);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = !asleep ? "saw it" : loop.wakeUps.get() == 1 ? "woken" : "sleeps";
        }
    }

    /** What a leader waits for comes while it falls asleep: it sees that, or is woken. */
    @JCStressTest
    @Outcome(
            id = {"saw it", "woken"},
            expect = ACCEPTABLE)
    @State
    public static class OverWhileFallingAsleep {
        private final Loop loop = Loop.withoutDriver();
        private volatile @Nullable Thread leader;
        private volatile boolean over;
        private boolean asleep;

        @Actor
        public void settler() {
            over = true;
            Thread waits = leader;
            if (waits != null) {
                loop.lead.wake(waits);
            }
        }

        @Actor
        public void leader() {
            leader = Thread.currentThread();
            asleep = loop.lead.tryLead() && loop.lead.fallAsleep(() -> over);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = !asleep ? "saw it" : loop.wakeUps.get() == 1 ? "woken" : "sleeps";
        }
    }

    /** Somebody wants to lead while home drives and falls asleep: home sees that, or is woken. */
    @JCStressTest
    @Outcome(
            id = {"saw it", "woken"},
            expect = ACCEPTABLE)
    @State
    public static class WantWhileFallingAsleep {
        private final Loop loop = new Loop();
        private boolean asleep;

        @Actor
        public void wanting() {
            loop.lead.tryLead();
        }

        @Actor
        public void home() {
            asleep = loop.lead.fallAsleep(loop.lead::isWanted);
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = !asleep ? "saw it" : loop.wakeUps.get() == 1 ? "woken" : "sleeps";
        }
    }

    /** Somebody wants to lead while home steps back: it leads, or is told to try again. */
    @JCStressTest
    @Outcome(
            id = {"leads", "told"},
            expect = ACCEPTABLE)
    @State
    public static class WantWhileSteppingBack {
        private final Loop loop = new Loop();
        private boolean leads;

        @Actor
        public void wanting() {
            leads = loop.lead.tryLead();
        }

        @Actor
        public void home() {
            loop.lead.stepBack();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = leads ? "leads" : loop.leaderCalls.get() == 1 ? "told" : "waits";
        }
    }

    /** A leader goes while home is about to sleep until then: home sees that, or is called. */
    @JCStressTest
    @Outcome(
            id = {"saw it", "called"},
            expect = ACCEPTABLE)
    @State
    public static class LeaveWhileHomeFallsAsleep {
        private final Loop loop = Loop.withoutDriver();
        private boolean sleeps;

        @Actor
        public void leader() {
            loop.lead.tryLead();
            loop.lead.leave();
        }

        @Actor
        public void home() {
            sleeps = loop.lead.maySleep();
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = !sleeps ? "saw it" : loop.homeCalls.get() > 0 ? "called" : "sleeps";
        }
    }
}
