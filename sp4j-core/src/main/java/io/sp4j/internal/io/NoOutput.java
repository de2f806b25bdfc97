package io.sp4j.internal.io;

import io.sp4j.Message;
import io.sp4j.spi.Outbound;
import org.jspecify.annotations.Nullable;

/** No messages to write: all that a writer has is its greeting. */
final class NoOutput implements Outbound {
    static final NoOutput INSTANCE = new NoOutput();

    private NoOutput() {}

    @Override
    public @Nullable Message next() {
        return null;
    }

    @Override
    public void written(int messages, long bytes) {}
}
