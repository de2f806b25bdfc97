package io.sp4j.testkit.sim;

import io.sp4j.Message;
import io.sp4j.spi.Outbound;
import org.jspecify.annotations.Nullable;

/** Nothing to write. */
final class SimNothing implements Outbound {
    static final SimNothing INSTANCE = new SimNothing();

    private SimNothing() {}

    @Override
    public @Nullable Message next() {
        return null;
    }

    @Override
    public void written(int messages, long bytes) {}
}
