package io.sp4j.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.sp4j.Message;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** A receive that ends at the moment when its message comes: the message is in the result, or it is still there. */
public final class ReceiveRaces {
    private static final int TIMED_OUT = -1;
    private static final int INTERRUPTED = -2;
    private static final int CLOSED = -3;
    private static final int OWN = 9;

    private ReceiveRaces() {}

    private static void send(TwoSockets two) {
        two.sender.send(Ledger.message(1));
        two.environment.runDue();
    }

    private static int recv(TwoSockets two, Duration timeout) {
        try {
            return TwoSockets.number(two.receiver.recv(timeout));
        } catch (SpException.Timeout e) {
            return TIMED_OUT;
        } catch (SpException.Interrupted e) {
            return INTERRUPTED;
        } catch (SpException.Closed e) {
            return CLOSED;
        }
    }

    private static int result(CompletableFuture<Message> future) {
        return future.isCancelled() ? 0 : TwoSockets.number(future.join());
    }

    /** The result: cancel's answer, whether the future is cancelled, and what is still there. */
    @JCStressTest
    @Outcome(
            id = {"true, true, 1", "false, false, 0"},
            expect = ACCEPTABLE)
    @State
    public static class Cancelled {
        private final TwoSockets two = new TwoSockets(8);
        private final CompletableFuture<Message> future = two.receiver.recvAsync();

        @Actor
        public void sender() {
            send(two);
        }

        @Actor
        public void canceller(ZZI_Result r) {
            r.r1 = future.cancel(true);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r2 = result(future) != 1;
            r.r3 = two.leftover();
        }
    }

    /** As before with a value of the application's own. */
    @JCStressTest
    @Outcome(
            id = {"true, true, 1", "false, false, 0"},
            expect = ACCEPTABLE)
    @State
    public static class Completed {
        private final TwoSockets two = new TwoSockets(8);
        private final CompletableFuture<Message> future = two.receiver.recvAsync();

        @Actor
        public void sender() {
            send(two);
        }

        @Actor
        public void completer(ZZI_Result r) {
            r.r1 = future.complete(Ledger.message(OWN));
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r2 = result(future) == OWN;
            r.r3 = two.leftover();
        }
    }

    /** Two outsiders: one is told that it was the one, and the future says the same. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 9", "false, true, 0"},
            expect = ACCEPTABLE)
    @State
    public static class CompletedAndCancelled {
        private final TwoSockets two = new TwoSockets(8);
        private final CompletableFuture<Message> future = two.receiver.recvAsync();

        @Actor
        public void completer(ZZI_Result r) {
            r.r1 = future.complete(Ledger.message(OWN));
        }

        @Actor
        public void canceller(ZZI_Result r) {
            r.r2 = future.cancel(true);
        }

        @Arbiter
        public void end(ZZI_Result r) {
            r.r3 = result(future);
            two.close();
        }
    }

    /** A blocking receive whose time is over: its result, and what is still there. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "-1, 1"},
            expect = ACCEPTABLE)
    @State
    public static class TimedOut {
        private final TwoSockets two = new TwoSockets(8);

        @Actor
        public void sender() {
            send(two);
        }

        @Actor
        public void receiver(II_Result r) {
            r.r1 = recv(two, Duration.ofNanos(5_000));
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = two.leftover();
        }
    }

    /** A blocking receive whose thread is interrupted: its result, and what is still there. */
    @JCStressTest
    @Outcome(
            id = {"1, 0", "-2, 1"},
            expect = ACCEPTABLE)
    @State
    public static class Interrupted {
        private final TwoSockets two = new TwoSockets(8);
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Thread inside;

        @Actor
        public void sender() {
            send(two);
            lock.lock();
            if (inside != null) {
                inside.interrupt();
            }
            lock.unlock();
        }

        @Actor
        public void receiver(II_Result r) {
            inside(Thread.currentThread());
            r.r1 = recv(two, Duration.ofSeconds(10));
            inside(null);
            Thread.interrupted();
        }

        private void inside(@Nullable Thread thread) {
            lock.lock();
            inside = thread;
            lock.unlock();
        }

        @Arbiter
        public void end(II_Result r) {
            r.r2 = two.leftover();
        }
    }

    /** The socket closes under a blocking receive: it ends, at once. */
    @JCStressTest
    @Outcome(id = "closed", expect = ACCEPTABLE)
    @State
    public static class ClosedUnder {
        private final TwoSockets two = new TwoSockets(8);
        private int result;

        @Actor
        public void closer() {
            two.receiver.close(Duration.ZERO);
        }

        @Actor
        public void receiver() {
            result = recv(two, Duration.ofSeconds(10));
        }

        @Arbiter
        public void end(L_Result r) {
            r.r1 = result == CLOSED ? "closed" : "ended with " + result;
            two.close();
        }
    }

    /** A message comes while the future's time limit is being set: no alarm is left behind. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE)
    @State
    public static class AlarmSet {
        private final TwoSockets two = new TwoSockets(8);
        private @Nullable CompletableFuture<Message> future;

        @Actor
        public void sender() {
            send(two);
        }

        @Actor
        public void receiver() {
            future = two.receiver.recvAsync(Duration.ofHours(1));
        }

        @Arbiter
        public void end(II_Result r) {
            two.environment.runDue();
            r.r1 = result(future);
            r.r2 = two.environment.alarms();
            two.close();
        }
    }
}
