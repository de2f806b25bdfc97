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

    /**
     * The pipe's number: 1 to 2<sup>31</sup> - 1, random; unique among the live pipes of the socket.
     *
     * @return the same for the pipe's life
     */
    int id();

    /**
     * The socket that the pipe belongs to.
     *
     * @return the same for the pipe's life
     */
    SpSocket socket();

    /**
     * This end's address.
     *
     * @return with the port in use, where there are ports
     */
    SpAddress local();

    /**
     * The peer's address.
     *
     * @return as this end sees it
     */
    SpAddress remote();

    /**
     * The dialer that made the connection; empty when a listener accepted it.
     *
     * @return the dialer, which may have another pipe by now
     */
    Optional<Dialer> dialer();

    /**
     * The listener that accepted the connection; empty when a dialer made it.
     *
     * @return the listener, which may be closed by now
     */
    Optional<Listener> listener();

    /**
     * The counters of this pipe; final once it is closed.
     *
     * @return a snapshot
     */
    PipeStats stats();

    /**
     * The session of a TLS connection.
     *
     * @return empty for a connection without TLS
     */
    Optional<SSLSession> tls();

    /**
     * The user that the peer's process runs as; ipc only, where the operating system tells.
     *
     * @return empty where that is not known
     */
    Optional<UserPrincipal> peerUser();

    /**
     * A place for the application's own notes on this peer; lives as long as the handle.
     *
     * @return the same map each time; empty at first, and the library puts nothing into it
     */
    ConcurrentMap<String, Object> attributes();

    /**
     * Whether the connection is up.
     *
     * @return false for good once it has ended; a pipe that an attach handler is asked about is open
     */
    boolean isOpen();

    /**
     * Why the connection ended; empty while it is up.
     *
     * @return the first reason there was
     */
    Optional<CloseReason> closeReason();

    /**
     * Closes the connection without waiting for queued messages; a dialer that made it dials again. Returns at once.
     * Idempotent.
     */
    void close();
}
