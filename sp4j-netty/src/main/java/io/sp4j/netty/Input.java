package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.sp4j.Message;
import io.sp4j.internal.wire.MalformedInput;
import io.sp4j.spi.LinkHandler;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What has come in on a connection, on its way to the handler. */
final class Input {
    private static final int BATCH = 64;

    private final Dialect dialect;
    private final List<Message> batch = new ArrayList<>();

    /** What came behind the handshake before the link was started. */
    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>(1);

    Input(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Keeps for later what came too early. */
    void keep(ByteBuf in) {
        early.add(in.retain());
    }

    /** Whether something is kept. */
    boolean isKept() {
        return !early.isEmpty();
    }

    /** What came too early, oldest first, for the caller to release; null = nothing is left. */
    @Nullable
    ByteBuf early() {
        return early.poll();
    }

    /** Cuts out messages and hands them over while {@code live} says so. */
    void deliver(ByteBuf from, LinkHandler handler, BooleanSupplier live) throws MalformedInput {
        ByteBuffer in = from.nioBuffer();
        while (in.hasRemaining() && live.getAsBoolean() && !dialect.peerSaidBye()) {
            try {
                dialect.feed(in, batch, BATCH);
            } finally {
                if (!batch.isEmpty()) {
                    handler.received(batch);
                    batch.clear();
                }
            }
        }
    }

    /** Lets go of all that was not delivered. */
    void discard() {
        dialect.discard();
        early.forEach(ByteBuf::release);
        early.clear();
    }
}
