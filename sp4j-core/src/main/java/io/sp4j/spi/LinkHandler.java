package io.sp4j.spi;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import java.util.List;

/** What a link tells the engine. The calls for one link do not overlap, but for {@link #wantsRead}. */
public interface LinkHandler {

    /**
     * Messages arrived, in order: at most 64. Each holds the SP header as its first bytes, or in
     * {@link Message#header} when the peer is in this process. The list is the link's and is reused.
     */
    void received(List<Message> batch);

    /** Whether the link is to read; any thread. What has been read already may still be delivered. */
    boolean wantsRead();

    /** Answers {@link Link#scheduleWritable}. */
    void writable();

    /** The link is closed; exactly once, nothing follows. */
    void closed(CloseReason why, String detail);
}
