package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/**
 * Stands between the network and TLS. While output is owed to the peer nothing more is read from it, so that answers to
 * floods of TLS messages do not pile up; and it counts what came in since application data last did.
 */
final class OwedOutput extends ChannelDuplexHandler {
    private boolean readDue;
    private long bytesSinceData;

    /** Application data came. */
    void dataCame() {
        bytesSinceData = 0;
    }

    /** How many bytes of records have come since. */
    long bytesSinceData() {
        return bytesSinceData;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        bytesSinceData += ((ByteBuf) message).readableBytes();
        ctx.fireChannelRead(message);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            ctx.read();
        } else {
            readDue = true;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (readDue && ctx.channel().isWritable()) {
            readDue = false;
            ctx.read();
        }
        ctx.fireChannelWritabilityChanged();
    }
}
