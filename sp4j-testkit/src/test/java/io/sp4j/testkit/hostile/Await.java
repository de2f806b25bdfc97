package io.sp4j.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks until something is so; gives up after a time that no correct run takes. */
public final class Await {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long LOOK_EVERY_NANOS = 1_000_000L;

    private Await() {}

    public static void until(BooleanSupplier condition, Supplier<?> what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start)
                    .as("waited for: %s", what.get())
                    .isLessThan(PATIENCE_NANOS);
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
