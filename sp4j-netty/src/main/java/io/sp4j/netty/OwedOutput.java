package io.sp4j.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;

/**
 * Stands between the network and TLS. While output is owed to the peer nothing more is read from it, so that answers to
 * floods of TLS messages do not pile up.
 */
final class OwedOutput extends ChannelDuplexHandler {
    private boolean readDue;

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
