package io.sp4j.spi;

import io.sp4j.Message;
import org.jspecify.annotations.Nullable;

/** The messages that a link is to write. Used by the thread that drains, only while it drains. */
@SuppressWarnings("exports") // annotations for tools only
public interface Outbound {

    /**
     * Claims the next message, or answers null when the link is to stop: nothing is queued, or the draining thread has
     * done its share.
     */
    @Nullable
    Message next();

    /**
     * So many more messages have been written whole.
     *
     * @param bytes headers and bodies, without framing
     */
    void written(int messages, long bytes);
}
