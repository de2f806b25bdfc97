package io.sp4j.transport.ipc;

import io.sp4j.ErrorCode;
import io.sp4j.Options;
import io.sp4j.SpAddress;
import io.sp4j.internal.io.Connected;
import io.sp4j.internal.io.Handshaking;
import io.sp4j.internal.io.StreamKind;
import io.sp4j.internal.io.StreamLink;
import io.sp4j.internal.wire.StreamFraming;
import io.sp4j.spi.Escapes;
import io.sp4j.spi.LinkConfig;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * What is particular to unix-domain sockets among the byte streams.
 *
 * @param boundName the name that the system knows a listener by
 * @param shownName the name that the user knows it by
 */
record IpcKind(Path boundName, Path shownName) implements StreamKind {
    private static final int SHOWN = 64;

    @Override
    public SocketChannel open(SocketAddress to) throws IOException {
        return SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    /** Refuses a peer that is not of the user asked for. */
    @Override
    public void configure(SocketChannel channel, LinkConfig config) {
        String wanted = config.get(Options.IPC_PEER_USER);
        if (wanted.isEmpty()) {
            return;
        }
        UserPrincipal peer = PeerCredentials.of(channel)
                .orElseThrow(() -> ErrorCode.NOT_SUPPORTED.exception("the option " + Options.IPC_PEER_USER.name()
                        + " is set, but this system does not tell the user of a peer"));
        if (!peer.getName().equals(wanted)) {
            throw ErrorCode.AUTHENTICATION_ERROR.exception("the peer runs as user "
                    + Escapes.escape(peer.getName(), SHOWN) + ", only " + Escapes.escape(wanted, SHOWN)
                    + " is let in by the option " + Options.IPC_PEER_USER.name());
        }
    }

    @Override
    public SpAddress describe(SocketAddress some) {
        Path path = ((UnixDomainSocketAddress) some).getPath();
        return new SpAddress.Ipc(path.equals(boundName) ? shownName : path);
    }

    @Override
    public Handshaking link(Connected connected) {
        return new StreamLink(connected, StreamFraming.Form.IPC, PeerCredentials.of(connected.channel()));
    }
}
