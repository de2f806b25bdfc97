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

    /** Hands over the handler; from now on what arrives is delivered. Called at most once. */
    void start(LinkHandler handler);

    /** Writes what {@code out} has, as far as it goes without waiting. Never throws: a fault closes the link. */
    Progress drain(Outbound out);

    /**
     * Asks for one call of {@link LinkHandler#writable} on the link's own thread: soon, when {@code last} is
     * {@link Progress#DONE}; once there is room, when it is {@link Progress#BLOCKED}. The token stays with the link until
     * then.
     */
    void scheduleWritable(Progress last);

    /** {@link LinkHandler#wantsRead} may answer differently from now on. */
    void readingChanged();

    /**
     * All output is written: half-closes, discards what still comes in until the peer closes, then closes. The handler
     * bounds the time by calling {@link #close}.
     */
    void finish();

    /** Closes now; {@link LinkHandler#closed} follows. Idempotent, the first reason counts. */
    void close(CloseReason why, String detail);

    /** The messages claimed from {@link Outbound} of which no byte was written; after the link is closed, once. */
    List<Message> unsent();

    /** This end. */
    SpAddress local();

    /** The peer's end. */
    SpAddress remote();

    /** The number of the peer's protocol. */
    int peerProtocol();

    /** How long the handshake took, from the connection's being made; zero where there is none. */
    default Duration handshakeTime() {
        return Duration.ZERO;
    }

    /** The session of a TLS connection. */
    default Optional<SSLSession> tls() {
        return Optional.empty();
    }

    /** The user that the peer's process runs as, where the operating system tells. */
    default Optional<UserPrincipal> peerUser() {
        return Optional.empty();
    }
}
