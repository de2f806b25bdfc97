package io.sp4j.internal.io;

import io.sp4j.Message;
import io.sp4j.spi.Outbound;
import org.jspecify.annotations.Nullable;

/** No messages: all that there is to write is what the writer has already, such as its greeting. */
public enum NoOutput implements Outbound {
    INSTANCE;

    @Override
    public @Nullable Message next() {
        return null;
    }

    @Override
    public void written(int messages, long bytes) {}
}
