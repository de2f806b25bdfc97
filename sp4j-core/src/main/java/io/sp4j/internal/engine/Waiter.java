package io.sp4j.internal.engine;

import io.sp4j.Message;
import io.sp4j.internal.turn.Op;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An op whose owner is a thread that parks until it is settled.
 *
 * <p>Of the ops that one Turn settles, only the first owner is woken by the thread that held the Turn; each wakes the next
 * before it returns, so that the I/O thread pays for one wake-up a batch.
 */
final class Waiter extends Op implements BooleanSupplier {
    private Thread owner = Thread.currentThread();
    private Parking parking;
    private volatile boolean woken;

    /** Its owner parks. */
    Waiter(@Nullable Message toSend, Waiting waiting) {
        this(toSend, waiting, Parking.THREAD);
    }

    Waiter(@Nullable Message toSend, Waiting waiting, Parking parking) {
        super(toSend, waiting);
        this.parking = parking;
    }

    /** Makes an op that nobody has waited for an op of the calling thread; inside the Turn. */
    void renew(@Nullable Message toSend, Waiting waiting, Parking newParking) {
        renew(toSend, waiting);
        owner = Thread.currentThread();
        parking = newParking;
    }

    Thread owner() {
        return owner;
    }

    @Override
    protected boolean wake() {
        woken = true;
        parking.unpark(this);
        return true;
    }

    /** Whether {@link #wake} was called. */
    boolean isWoken() {
        return woken;
    }

    /** As {@link #isWoken}. */
    @Override
    public boolean getAsBoolean() {
        return woken;
    }

    /** Parks until woken, interrupted or the time is over; may return for no reason. */
    void park(long nanos) {
        parking.park(this, nanos);
    }

    /** Wakes the owner of the op that was settled next; by the owner of this one, when it leaves. */
    void passOn() {
        Op following = nextToWake;
        if (following != null) {
            nextToWake = null;
            wakeAll(following);
        }
    }
}
