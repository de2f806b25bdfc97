package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.sp4j.spi.LinkConfig;
import org.jspecify.annotations.Nullable;

/** One side's part in turning a connection from HTTP to WebSocket. */
interface Upgrade {

    /** Whether this side is the client. */
    boolean isClient();

    /** What this side says first; null = it waits for the request. */
    @Nullable
    ByteBuf request();

    /**
     * Judges the head that the other side sent.
     *
     * @param link hears who answers for it from now on
     * @return what to say next, and for whom the connection is
     */
    Done judge(HttpHead head, NettyLink link) throws WsFault;

    /** What tells the other side that its head is refused; null = nothing. */
    @Nullable
    ByteBuf refusal(WsFault fault);

    /**
     * The upgrade is done.
     *
     * @param config of the endpoint that the connection belongs to
     * @param answer what to say before the first frame; null = nothing
     */
    record Done(LinkConfig config, @Nullable ByteBuf answer) {}
}
