package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.internal.wire.FrameEncoder;
import io.sp4j.internal.wire.MalformedInput;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What both ends of a connection say to each other, above TCP or TLS. Belongs to the connection's loop. */
interface Dialect {

    /** What this end says first, or null when it waits for the peer. */
    @Nullable
    ByteBuf hello(NettyLink link);

    /**
     * Takes what came before the handshake was done, and no byte more.
     *
     * @return whether the handshake is done
     */
    boolean handshake(ByteBuf in) throws MalformedInput;

    /** What answers the handshake of the peer, to be sent before anything else; null = nothing. */
    default @Nullable ByteBuf answer() {
        return null;
    }

    /** The number of the peer's protocol, once the handshake is done. */
    int peerProtocol();

    /** The form of messages that go out. */
    FrameEncoder encoder();

    /** Takes input and appends whole messages to {@code out}, until the input is used up or there are {@code most}. */
    void feed(ByteBuffer in, List<Message> out, int most) throws MalformedInput;

    /** Whether a message has begun and is not whole. */
    boolean isPartial();

    /** Gives up a partial message. */
    void discard();

    /** What is to be said between two frames now; null = nothing. Called again and again, also when nothing happened. */
    default @Nullable ByteBuf interjection() {
        return null;
    }

    /** Whether the peer has said that it ends the connection. */
    default boolean peerSaidBye() {
        return false;
    }

    /**
     * Drops input, since this end is finishing.
     *
     * @return whether the peer has said that it ends the connection
     */
    default boolean skip(ByteBuffer in) throws MalformedInput {
        return false;
    }

    /** What announces that this end sends no more; null = nothing. */
    default @Nullable ByteBuf bye() {
        return null;
    }

    /** What tells the peer why the connection ends at once; null = nothing. */
    default @Nullable ByteBuf lastWords(CloseReason why, @Nullable MalformedInput fault) {
        return null;
    }

    /** The connection is in use: what is to be done from time to time may begin. */
    default void live(NettyLink link) {}
}
