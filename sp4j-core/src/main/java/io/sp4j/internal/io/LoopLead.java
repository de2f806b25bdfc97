package io.sp4j.internal.io;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The right to drive an event loop: to run its tasks and timers, to select and to read. One thread at a time has it, the
 * loop's own ("home") or one of the application that waits for a message and has nothing better to do ("leader"). It is
 * tried, never waited for.
 *
 * <pre>
 *            rest                        tryLead
 *   home ------------> nobody drives ----------------> a leader
 *     ^                  |       ^                        |
 *     '------------------'       '--------- leave --------'
 *      called, or a millisecond without a leader
 * </pre>
 *
 * <ol>
 *   <li>Whoever adds work looks next who drives: a sleeping driver is woken, nobody means that home is called. Whoever ceases
 *       to drive looks next for work, and calls home when there is some.
 *   <li>A driver says that it sleeps, then looks for work, then sleeps.
 *   <li>Who wants to lead says so, then looks whether home has stepped back already.
 *   <li>While one leader has been at it for a millisecond home sleeps until that one leaves; it says so, then looks again.
 * </ol>
 */
class LoopLead {
    private static final long BACK_AFTER_NANOS = 1_000_000;

    private final Thread home;
    private final Driven loop;
    private final AtomicReference<@Nullable Thread> driver;
    private final AtomicBoolean asleep = new AtomicBoolean();
    private volatile @Nullable Thread wanting;
    private volatile boolean called;
    private volatile boolean restsLong;

    /** How often somebody has led; written by leaders, one at a time. */
    private volatile int led;

    /** What is driven. */
    interface Driven {
        /** Whether there is something that the driver has to do besides selecting. */
        boolean hasWork();

        /** Ends the driver's sleep, or keeps it from falling asleep. */
        void wakeUp();
    }

    /** Home drives first. */
    LoopLead(Thread home, Driven loop) {
        this.home = home;
        this.loop = loop;
        this.driver = new AtomicReference<>(home);
    }

    /** Whether the calling thread drives. */
    boolean isMine() {
        return driver.get() == Thread.currentThread();
    }

    /** After work was added; any thread. */
    void call() {
        if (asleep.get()) {
            wakeUp();
        } else if (driver.get() == null) {
            callHome();
        }
    }

    /** Has home drive soon, unless somebody leads then. */
    void callHome() {
        called = true;
        unpark(home);
    }

    /** Has home drive unless somebody does; by those who wait for input and do not lead. */
    void callHomeIfUndriven() {
        if (driver.get() == null) {
            callHome();
        }
    }

    /** Ends the sleep of {@code leader} if it drives. */
    void wake(Thread leader) {
        if (driver.get() == leader && asleep.get()) {
            wakeUp();
        }
    }

    private void wakeUp() {
        if (asleep.compareAndSet(true, false)) {
            loop.wakeUp();
        }
    }

    /** Ends a park of {@code thread}; not final for tests. */
    void unpark(@Nullable Thread thread) {
        LockSupport.unpark(thread);
    }

    // ---- the driver ------------------------------------------------------------------------------------------------

    /** Announces a sleep; false when there is something to do, or {@code over} says so, and the driver is not to sleep. */
    boolean fallAsleep(BooleanSupplier over) {
        asleep.set(true);
        if (loop.hasWork() || over.getAsBoolean()) {
            asleep.set(false);
            return false;
        }
        return true;
    }

    void awake() {
        asleep.set(false);
    }

    // ---- leaders ---------------------------------------------------------------------------------------------------

    /** Takes the lead if nobody drives; if home does, it steps back soon and unparks the caller, who tries again. */
    boolean tryLead() {
        Thread me = Thread.currentThread();
        Thread drives = driver.compareAndExchange(null, me);
        if (drives != null) {
            if (drives != home) {
                return false;
            }
            wanting = me;
            if (!driver.compareAndSet(null, me)) {
                if (asleep.get()) {
                    wakeUp();
                }
                return false;
            }
            wanting = null;
        }
        int before = led;
        led = before + 1;
        return true;
    }

    /** The leader goes. */
    void leave() {
        driver.set(null);
        if (restsLong) {
            unpark(home);
        }
        if (loop.hasWork()) {
            callHome();
        }
    }

    // ---- home ------------------------------------------------------------------------------------------------------

    /** Whether somebody wants to lead. */
    boolean isWanted() {
        return wanting != null;
    }

    /** Lets others lead; returns when home drives again. */
    void rest() {
        stepBack();
        int seen = led;
        boolean due = loop.hasWork();
        while (!due || !driver.compareAndSet(null, home)) {
            LockSupport.parkNanos(this, BACK_AFTER_NANOS);
            int now = led;
            due = called || now == seen && driver.get() == null;
            called = false;
            if (!due && now == seen) {
                sleepWhileLed();
            }
            seen = led;
        }
    }

    /** Nobody drives from now on; then looks for one who wants to, since until now such a one has found that home does. */
    void stepBack() {
        driver.set(null);
        Thread next = wanting;
        wanting = null;
        unpark(next);
    }

    private void sleepWhileLed() {
        if (maySleep()) {
            LockSupport.park(this);
        }
        restsLong = false;
    }

    /** Announces a sleep that ends when the leader leaves; false when nobody leads any more. */
    boolean maySleep() {
        restsLong = true;
        return driver.get() != null;
    }
}
