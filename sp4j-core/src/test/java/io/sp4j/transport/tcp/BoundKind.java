package io.sp4j.transport.tcp;

import io.sp4j.SpAddress;
import io.sp4j.internal.io.Connected;
import io.sp4j.internal.io.Handshaking;
import io.sp4j.internal.io.StreamKind;
import io.sp4j.spi.LinkConfig;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** Connects from an address of the test's choice. */
record BoundKind(StreamKind kind, SocketAddress from) implements StreamKind {
    @Override
    public SocketChannel open(SocketAddress to) throws IOException {
        SocketChannel channel = kind.open(to);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        return channel.bind(from);
    }

    @Override
    public void configure(SocketChannel channel, LinkConfig config) throws IOException {
        kind.configure(channel, config);
    }

    @Override
    public SpAddress describe(SocketAddress address) {
        return kind.describe(address);
    }

    @Override
    public Handshaking link(Connected connected) throws IOException {
        return kind.link(connected);
    }
}
