package io.sp4j.spi;

/**
 * Time and alarms. Injected everywhere, so that the whole stack can run on a virtual clock.
 *
 * <p>All methods may be called from any thread and never block.
 */
public interface Clock {

    /**
     * Nanoseconds from an arbitrary origin; compare two readings by subtraction only, they may wrap.
     *
     * @return the time now, any value
     */
    long nanos();

    /**
     * Runs {@code action} once, on a thread of the clock that must not be blocked, when {@code atNanos} has come; at
     * once when it has passed already. Actions due at the same time run in the order they were scheduled.
     *
     * @param atNanos when, on the scale of {@link #nanos}
     * @param action short, and throws nothing
     * @return for cancelling it
     */
    Alarm schedule(long atNanos, Runnable action);

    /** An action that waits for its time. */
    interface Alarm {

        /** Forgets the action; no effect when it has run already. */
        void cancel();
    }
}
