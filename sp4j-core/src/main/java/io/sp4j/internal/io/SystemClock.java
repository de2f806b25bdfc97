package io.sp4j.internal.io;

/** The one place that reads the machine's clock. */
public final class SystemClock {

    private SystemClock() {}

    /** Nanoseconds from an arbitrary origin; compare by subtraction. */
    public static long now() {
        return System.nanoTime();
    }
}
