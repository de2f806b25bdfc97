package io.sp4j.netty;

import io.sp4j.Message;
import io.sp4j.spi.Outbound;
import org.jspecify.annotations.Nullable;

/** Nothing to write but what the writer has already. */
enum NoOutput implements Outbound {
    INSTANCE;

    @Override
    public @Nullable Message next() {
        return null;
    }

    @Override
    public void written(int messages, long bytes) {}
}
