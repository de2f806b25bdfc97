package io.sp4j.spi;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import java.util.List;

/** What a link tells the engine. The calls for one link do not overlap, but for {@link #wantsRead}. */
public interface LinkHandler {

    /**
     * Messages arrived, in order: at most 64. Each holds the SP header as its first bytes, or in
     * {@link Message#header} when the peer is in this process. The list is the link's and is reused.
     *
     * @param batch one message or more, to be read before the call returns
     */
    void received(List<Message> batch);

    /**
     * Whether the link is to read; any thread. What has been read already may still be delivered.
     *
     * @return false while what arrives is to stay with the operating system
     */
    boolean wantsRead();

    /** Answers {@link Link#scheduleWritable}. */
    void writable();

    /**
     * The link is closed; exactly once, nothing follows.
     *
     * @param why the first reason there was
     * @param detail the reason in words, safe to print
     */
    void closed(CloseReason why, String detail);
}
