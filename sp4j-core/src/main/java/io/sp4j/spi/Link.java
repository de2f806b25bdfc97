package io.sp4j.spi;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.SpAddress;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * One connection with its handshake done.
 *
 * <p>Two parties call it: its handler, from any thread, and the holder of the flush token, who alone calls
 * {@link #drain}, {@link #scheduleWritable} and {@link #unsent}. No method blocks.
 */
public interface Link {

    /**
     * Hands over the handler; from now on what arrives is delivered. Called at most once.
     *
     * @param handler hears about this link only
     */
    void start(LinkHandler handler);

    /**
     * Writes what {@code out} has, as far as it goes without waiting. Never throws: a fault closes the link.
     *
     * @param out asked again and again until it has no more or there is no room
     * @return whether all was taken or there is no room
     */
    Progress drain(Outbound out);

    /**
     * Asks for one call of {@link LinkHandler#writable} on the link's own thread: soon, when {@code last} is
     * {@link Progress#DONE}; once there is room, when it is {@link Progress#BLOCKED}. The token stays with the link until
     * then.
     *
     * @param last what {@link #drain} has just answered
     */
    void scheduleWritable(Progress last);

    /** {@link LinkHandler#wantsRead} may answer differently from now on. */
    void readingChanged();

    /**
     * All output is written: half-closes, discards what still comes in until the peer closes, then closes. The handler
     * bounds the time by calling {@link #close}.
     */
    void finish();

    /**
     * Closes now; {@link LinkHandler#closed} follows. Idempotent, the first reason counts.
     *
     * @param why told to the handler
     * @param detail the reason in words, safe to print
     */
    void close(CloseReason why, String detail);

    /**
     * The messages claimed from {@link Outbound} of which no byte was written; after the link is closed, once.
     *
     * @return in the order of the claims; empty when there are none
     */
    List<Message> unsent();

    /**
     * This end.
     *
     * @return with the port in use
     */
    SpAddress local();

    /**
     * The peer's end.
     *
     * @return as this end sees it
     */
    SpAddress remote();

    /**
     * The number of the peer's protocol.
     *
     * @return 0 to 65,535, verified in the handshake
     */
    int peerProtocol();

    /**
     * How long the handshake took, from the connection's being made.
     *
     * @return zero, as by default, where there is none
     */
    default Duration handshakeTime() {
        return Duration.ZERO;
    }

    /**
     * The session of a TLS connection.
     *
     * @return empty, as by default, for a connection without TLS
     */
    default Optional<SSLSession> tls() {
        return Optional.empty();
    }

    /**
     * The user that the peer's process runs as, where the operating system tells.
     *
     * @return empty, as by default, where that is not known
     */
    default Optional<UserPrincipal> peerUser() {
        return Optional.empty();
    }
}
