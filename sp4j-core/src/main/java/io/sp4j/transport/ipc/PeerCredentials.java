package io.sp4j.transport.ipc;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import jdk.net.UnixDomainPrincipal;

/**
 * Asks the operating system whose process is at the other end of a unix-domain socket. The option is found by name: where
 * the platform or the module {@code jdk.net} lacks it, nobody knows.
 */
final class PeerCredentials {
    private static final String OPTION = "SO_PEERCRED";

    private PeerCredentials() {}

    /** The user that the peer's process ran as when it connected or listened. */
    static Optional<UserPrincipal> of(SocketChannel channel) {
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().equals(OPTION)) {
                return read(channel, option);
            }
        }
        return Optional.empty();
    }

    private static Optional<UserPrincipal> read(SocketChannel channel, SocketOption<?> option) {
        try {
            return channel.getOption(option) instanceof UnixDomainPrincipal peer
                    ? Optional.of(peer.user())
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
