package io.sp4j.spi;

import io.sp4j.Message;
import org.jspecify.annotations.Nullable;

/** The messages that a link is to write. Used by the thread that drains, only while it drains. */
@SuppressWarnings("exports") // annotations for tools only
public interface Outbound {

    /**
     * Claims the next message, or answers null when the link is to stop: nothing is queued, or the draining thread has
     * done its share.
     *
     * @return the message, whose SP header is {@link Message#header} and goes in front of the body; null = stop
     */
    @Nullable
    Message next();

    /**
     * So many more messages have been written whole.
     *
     * @param messages how many, 0 or more
     * @param bytes headers and bodies, without framing
     */
    void written(int messages, long bytes);
}
