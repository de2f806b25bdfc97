package io.sp4j.internal.turn;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.spi.Clock;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One acquisition of a socket's lock together with the list of things to do once it is released.
 *
 * <pre>{@code
 *   try (Turn t = socket.turn()) { logic.receive(t, p, m); }      // close(): unlock, then run what was recorded
 * }</pre>
 *
 * Holding a Turn is the proof that the lock is held. There is one instance a socket, since only one thread can hold it.
 *
 * <ol>
 *   <li>Inside: plain fields, no I/O, no user code, no waking, no second lock.
 *   <li>Effects are wants, not values; they run on this thread after the unlock, in the order recorded.
 *   <li>An op is settled once; its owner is woken after the unlock.
 * </ol>
 */
public final class Turn implements AutoCloseable {
    /** Why an op fails that may not wait. */
    public static final Failure WOULD_WAIT = new Failure(ErrorCode.TIMEOUT, "would have to wait, and may not");

    private final ReentrantLock lock = new ReentrantLock();
    private final TurnHost host;
    private final Clock clock;

    private Effect[] effects = new Effect[4];

    /** An empty array for a later Turn; away while somebody does what is in the other one. */
    private final AtomicReference<Effect @Nullable []> spare = new AtomicReference<>();

    private int effectCount;
    private @Nullable Op wakeHead;
    private @Nullable Op wakeTail;
    private long now;
    private boolean nowRead;
    private boolean endsWatched;

    /** How many wait for what later Turns bring. */
    private volatile int waiting;

    public Turn(TurnHost host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    /** Takes the lock; never while the caller holds this or another socket's Turn. */
    public Turn begin() {
        assert !lock.isHeldByCurrentThread() : "a Turn inside a Turn";
        lock.lock();
        return this;
    }

    /** Whether the calling thread is inside this Turn; for assertions. */
    public boolean isHeld() {
        return lock.isHeldByCurrentThread();
    }

    /** The time of this Turn in nanoseconds, read from the clock at most once; compare by subtraction. */
    public long now() {
        if (!nowRead) {
            now = clock.nanos();
            nowRead = true;
        }
        return now;
    }

    /** Records something to do after the unlock; the same effect twice in a row counts once. */
    public void after(Effect effect) {
        if (effectCount > 0 && effects[effectCount - 1] == effect) {
            return;
        }
        if (effectCount == effects.length) {
            effects = Arrays.copyOf(effects, effectCount * 2);
        }
        effects[effectCount++] = effect;
    }

    /** Whether the host wants to be told when this and later Turns are about to end. */
    public void watchEnds(boolean wanted) {
        if (wanted != endsWatched) {
            endsWatched = wanted;
            waiting = waiting + (wanted ? 1 : -1);
        }
    }

    /** The op is not settled when its Turn ends: its owner has to be woken. */
    public void keep(Op op) {
        op.await();
        waiting = waiting + 1;
    }

    /** How many ops wait, and one more if somebody watches; without the lock the answer may be old. */
    public int waiting() {
        return waiting;
    }

    /** Asks for {@code tick} of the protocol at {@code atNanos}; the earliest wish of several counts. */
    public void schedule(long atNanos) {
        host.schedule(this, atNanos);
    }

    /** Counts a message that was accepted or received and goes nowhere. */
    public void drop(@Nullable PipePort pipe, Message m, DropReason why) {
        host.dropped(this, pipe, m, why);
    }

    /** Whether {@code op} may wait; if it may not, it has now failed and the caller forgets it. */
    public boolean mayWait(Op op) {
        if (op.mayWait) {
            return true;
        }
        fail(op, WOULD_WAIT);
        return false;
    }

    /** A send is accepted. */
    public void complete(Op op) {
        settle(op);
    }

    /** A receive has its message. */
    public void complete(Op op, Message m) {
        op.message = m;
        settle(op);
    }

    /** An operation ends without effect. */
    public void fail(Op op, Failure why) {
        op.failure = why;
        settle(op);
    }

    private void settle(Op op) {
        if (op.settled) {
            throw new IllegalStateException("settled twice: " + op);
        }
        op.settled = true;
        op.unlink();
        if (op.awaited) {
            waiting = waiting - 1;
            Op tail = wakeTail;
            if (tail == null) {
                wakeHead = op;
            } else {
                tail.nextToWake = op;
            }
            wakeTail = op;
        }
    }

    /** Releases the lock, then does what was recorded; an effect that throws is reported and the others still run. */
    @Override
    public void close() {
        if (endsWatched) {
            host.ending(this);
        }
        Op wake = wakeHead;
        wakeHead = null;
        wakeTail = null;
        nowRead = false;
        int count = effectCount;
        if (count == 0) {
            lock.unlock();
        } else if (count == 1) {
            Effect only = effects[0];
            effectCount = 0;
            lock.unlock();
            run(only);
        } else {
            Effect[] all = effects;
            Effect[] other = spare.getAndSet(null);
            effects = other == null ? new Effect[all.length] : other;
            effectCount = 0;
            lock.unlock();
            for (int i = 0; i < count; i++) {
                run(all[i]);
                all[i] = null;
            }
            spare.set(all);
        }
        if (wake != null) {
            Op.wakeAll(wake);
        }
    }

    private void run(Effect effect) {
        try {
            effect.run();
        } catch (Throwable failure) {
            host.effectFailed(failure);
        }
    }
}
