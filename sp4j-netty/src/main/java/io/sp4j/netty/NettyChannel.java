package io.sp4j.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Lets a stream writer write through Netty: what it is given counts as written once the operating system has it. Until then
 * it takes nothing more, and the writer keeps the bytes and leaves them alone. Belongs to the channel's loop.
 */
final class NettyChannel implements WritableByteChannel {
    private final Channel channel;
    private final Runnable writable;
    private @Nullable ChannelFuture pending;
    private int pendingBytes;

    /** {@code writable} is called when there is room again after something was refused. */
    NettyChannel(Channel channel, Runnable writable) {
        this.channel = channel;
        this.writable = writable;
    }

    @Override
    public int write(ByteBuffer from) {
        ChannelFuture writing = pending;
        if (writing == null) {
            pendingBytes = from.remaining();
            writing = channel.writeAndFlush(Unpooled.wrappedBuffer(from));
            pending = writing;
            if (!writing.isDone()) {
                writing.addListener(done -> writable.run());
            }
        }
        if (!writing.isSuccess()) {
            return 0;
        }
        int written = pendingBytes;
        from.position(from.position() + written);
        pending = null;
        pendingBytes = 0;
        return written;
    }

    /** Whether something is on its way. */
    boolean isBusy() {
        ChannelFuture writing = pending;
        return writing != null && !writing.isDone();
    }

    /** How many bytes are on their way: some may have gone out. */
    int pendingBytes() {
        return pendingBytes;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        channel.close();
    }
}
