package io.sp4j.internal.engine;

import io.sp4j.internal.io.EventLoop;
import io.sp4j.internal.io.Spin;
import io.sp4j.internal.io.Threads;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits for a message drives the loop of its socket's connections meanwhile: it selects and reads by itself,
 * and nobody has to wake it. It does so while it is the only one that waits and no other socket has connections there;
 * otherwise it parks, as virtual threads always do.
 *
 * <p>Where others turn out to wait as well, the next waits of the socket just park: changing drivers costs more than it
 * saves.
 */
final class Leading implements Parking {
    private static final int PARKS_WITH_OTHERS = 100;

    private final SocketCore socket;
    private final @Nullable Spin spin;

    /** The loop that was led last; the same each time. */
    private volatile @Nullable EventLoop led;

    /** How many more waits only park; an approximate count. */
    private volatile int parks;

    Leading(SocketCore socket, @Nullable Spin spin) {
        this.socket = socket;
        this.spin = spin;
    }

    @Override
    public void park(Waiter waiter, long nanos) {
        EventLoop loop = mayLead() ? socket.endpoints.leadableLoop() : null;
        if (loop == null || !lead(loop, waiter, nanos)) {
            waitsBesides();
            THREAD.park(waiter, nanos);
        }
    }

    /** Somebody waits and does not lead: the loop is to be driven at once, also when its thread has just stepped back. */
    void waitsBesides() {
        EventLoop loop = led;
        if (loop != null) {
            loop.callHomeIfUndriven();
        }
    }

    private boolean mayLead() {
        if (parks > 0) {
            parks = parks - 1;
            return false;
        }
        return socket.waiting() <= 1 && !Threads.isVirtual();
    }

    private boolean lead(EventLoop loop, Waiter waiter, long nanos) {
        led = loop;
        boolean done = loop.lead(waiter, nanos, spin);
        if (done && waiter.isWoken() && socket.waiting() > 0) {
            parks = PARKS_WITH_OTHERS;
            loop.callHome();
        }
        return done;
    }

    @Override
    public void unpark(Waiter waiter) {
        Thread owner = waiter.owner();
        if (owner != Thread.currentThread()) {
            EventLoop loop = led;
            if (loop != null) {
                loop.wake(owner);
            }
            THREAD.unpark(waiter);
        }
    }
}
