package io.sp4j;

import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.SSLSession;

/**
 * One live connection of a socket. A small handle: it keeps answering after the connection is gone, and lets go of what
 * the connection held. All methods may be called from any thread.
 *
 * <p>The sending methods send to this peer only, where the protocol honours that; elsewhere they throw
 * {@link SpException.NotSupported}. On a pipe that is gone they throw {@link SpException.BadState}.
 */
public interface Pipe extends Sender {

    /** 1 to 2<sup>31</sup> - 1, random; unique among the live pipes of the socket. */
    int id();

    /** The socket that the pipe belongs to. */
    SpSocket socket();

    /** This end's address. */
    SpAddress local();

    /** The peer's address. */
    SpAddress remote();

    /** The dialer that made the connection; empty when a listener accepted it. */
    Optional<Dialer> dialer();

    /** The listener that accepted the connection; empty when a dialer made it. */
    Optional<Listener> listener();

    /** The counters of this pipe; final once it is closed. */
    PipeStats stats();

    /** The session of a TLS connection. */
    Optional<SSLSession> tls();

    /** The user that the peer's process runs as; ipc only, where the operating system tells. */
    Optional<UserPrincipal> peerUser();

    /** A place for the application's own notes on this peer; lives as long as the handle. */
    ConcurrentMap<String, Object> attributes();

    /** Whether the connection is up. */
    boolean isOpen();

    /** Why the connection ended; empty while it is up. */
    Optional<CloseReason> closeReason();

    /**
     * Closes the connection without waiting for queued messages; a dialer that made it dials again. Returns at once.
     * Idempotent.
     */
    void close();
}
