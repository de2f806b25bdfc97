package io.sp4j.internal.engine;

import java.util.concurrent.locks.LockSupport;

/**
 * Where a thread spends the time until its op is settled, and how it is called from there. A thread that drives an event
 * loop meanwhile waits in the loop's selector and is called by the selector's wake-up; all others park.
 */
interface Parking {
    /** Parks, and is unparked. */
    Parking THREAD = new Parking() {
        @Override
        public void park(Waiter waiter, long nanos) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(waiter);
            } else {
                LockSupport.parkNanos(waiter, nanos);
            }
        }

        @Override
        public void unpark(Waiter waiter) {
            LockSupport.unpark(waiter.owner());
        }
    };

    /** Waits until called, interrupted or the time is over; may return for no reason. By the owner of the op. */
    void park(Waiter waiter, long nanos);

    /** Calls the owner back; any thread, without a lock, before or after the owner has begun to wait. */
    void unpark(Waiter waiter);
}
