package io.sp4j.internal.io;

import io.sp4j.SpAddress;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkListener;
import java.nio.channels.SocketChannel;

/**
 * What a link is made of: a channel that is connected, in non-blocking mode.
 *
 * @param loop of the acceptor or connector; {@code listener} and {@code watcher} are told on it
 * @param local this end
 * @param remote the peer's end
 */
public record Connected(
        EventLoop loop,
        SocketChannel channel,
        LinkConfig config,
        LinkListener listener,
        Handshaking.Watcher watcher,
        SpAddress local,
        SpAddress remote) {}
