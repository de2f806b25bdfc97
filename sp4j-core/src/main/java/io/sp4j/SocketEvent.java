package io.sp4j;

import java.util.Optional;

/**
 * Something that happened to a socket. Events of one pipe come in order; there is no order between events and messages.
 * Delivered on the socket's executor, one at a time for each socket.
 */
public sealed interface SocketEvent {

    /**
     * The socket that it happened to.
     *
     * @return the socket, which may be closed by now
     */
    SpSocket socket();

    /**
     * A connection is up.
     *
     * @param socket the socket that has it
     * @param pipe the connection
     */
    record PipeAttached(SpSocket socket, Pipe pipe) implements SocketEvent {}

    /**
     * A connection has ended; it was attached before.
     *
     * @param socket the socket that had it
     * @param pipe the connection; its counters are final
     * @param reason why it ended
     * @param detail the reason in words, safe to print
     */
    record PipeDetached(SpSocket socket, Pipe pipe, CloseReason reason, String detail) implements SocketEvent {}

    /**
     * A connection did not become a pipe: its handshake failed, an attach handler refused it, or the protocol did.
     *
     * @param socket the socket that refused it
     * @param remote the peer, where it is known
     * @param reason why
     * @param detail the reason in words, safe to print
     */
    record PipeRejected(SpSocket socket, Optional<SpAddress> remote, CloseReason reason, String detail)
            implements SocketEvent {}

    /**
     * An attempt to dial failed.
     *
     * @param socket the socket that dials
     * @param dialer the dialer
     * @param error why
     */
    record DialFailed(SpSocket socket, Dialer dialer, SpException error) implements SocketEvent {}

    /**
     * The operating system did not hand over a connection; the listener pauses and goes on.
     *
     * @param socket the socket that listens
     * @param listener the listener
     * @param error why
     */
    record AcceptFailed(SpSocket socket, Listener listener, SpException error) implements SocketEvent {}

    /**
     * Messages were dropped. Several drops for the same reason may come as one event.
     *
     * @param socket the socket that dropped them
     * @param pipe where they came from or were to go, where that is known
     * @param reason why
     * @param count how many, 1 or more
     */
    record MessagesDropped(SpSocket socket, Optional<Pipe> pipe, DropReason reason, long count)
            implements SocketEvent {}

    /**
     * A handler or listener of the application threw, or gave no answer.
     *
     * @param socket the socket that it was registered with
     * @param error what it threw
     */
    record CallbackFailed(SpSocket socket, Throwable error) implements SocketEvent {}
}
