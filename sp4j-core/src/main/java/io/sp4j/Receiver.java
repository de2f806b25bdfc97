package io.sp4j;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Something that messages can be received from. Open for wrapping and faking: only default methods are ever added.
 *
 * <p>Messages of one pipe come in the order they were sent; across pipes there is no order. Several threads may receive:
 * each message goes to one of them. All methods may be called from any thread.
 */
public interface Receiver {

    /**
     * Receives the next message, waiting at most the receive timeout.
     *
     * @throws SpException.Timeout when none came in time
     * @throws SpException.Closed when the socket or context is closed, before or during the call
     * @throws SpException.BadState when the protocol does not allow a receive now
     * @throws SpException.Interrupted when the thread is interrupted while it waits; the flag stays set and no message
     *     is lost
     */
    Message recv();

    /** Receives, waiting at most {@code timeout} instead of the receive timeout; zero does not wait. */
    Message recv(Duration timeout);

    /** The next message if there is one already. */
    Optional<Message> tryRecv();

    /**
     * Receives without blocking the caller. The future fails with what {@link #recv()} would throw.
     *
     * <p>Cancelling it, or completing it from outside as {@code orTimeout} does, never loses a message: either that
     * succeeds and the message stays for the next receiver, or it answers false and the message is in the future. This
     * holds for the future returned, not for stages derived from it; use {@link #recvAsync(Duration)} for a time limit.
     */
    CompletableFuture<Message> recvAsync();

    /** As {@link #recvAsync()}, with {@code timeout} instead of the receive timeout. */
    CompletableFuture<Message> recvAsync(Duration timeout);
}
