package io.sp4j.internal.io;

import io.sp4j.SpAddress;
import io.sp4j.spi.LinkConfig;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

/** How the stream transports differ: tcp and Unix domain sockets. Called on a loop; does not block. */
public interface StreamKind {

    /** A channel that can connect to {@code to}, bound to a local address if one was asked for. */
    SocketChannel open(SocketAddress to) throws IOException;

    /** Sets what the options ask of a connected channel. */
    void configure(SocketChannel channel, LinkConfig config) throws IOException;

    /** The public form of an address of this kind. */
    SpAddress describe(SocketAddress address);

    /** The link of a connection, which takes the channel over; nothing is read or written yet. */
    Handshaking link(Connected connected) throws IOException;
}
