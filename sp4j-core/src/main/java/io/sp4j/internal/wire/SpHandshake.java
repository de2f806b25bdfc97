package io.sp4j.internal.wire;

import io.sp4j.CloseReason;
import io.sp4j.Protocol;
import java.nio.ByteBuffer;

/**
 * The eight bytes that both ends of a stream send first, without waiting for each other.
 *
 * <pre>
 *   0      1     2     3        4     5       6     7
 *   0x00   'S'   'P'   version  protocol id   reserved
 * </pre>
 *
 * Bytes are checked as they come, so that a peer of another kind is found out at its first byte.
 */
public final class SpHandshake {
    public static final int BYTES = 8;

    private static final int PROTOCOL_AT = 4;
    private static final byte[] EXPECTED = {0, 'S', 'P', 0, 0, 0, 0, 0};

    private final Protocol local;
    private int received;
    private int peer;

    public SpHandshake(Protocol local) {
        this.local = local;
    }

    /** Appends what this end sends. */
    public void write(ByteBuffer out) {
        out.put(EXPECTED, 0, PROTOCOL_AT).putShort((short) local.number()).putShort((short) 0);
    }

    /** How many bytes are still to come; never read more than these before {@link #isDone}. */
    public int missing() {
        return BYTES - received;
    }

    public boolean isDone() {
        return received == BYTES;
    }

    /** The number of the peer's protocol, once done. */
    public int peer() {
        return peer;
    }

    /** Takes what came, at most {@link #missing} bytes. */
    public void feed(ByteBuffer in) throws MalformedInput {
        while (in.hasRemaining() && received < BYTES) {
            byte b = in.get();
            if (received == PROTOCOL_AT || received == PROTOCOL_AT + 1) {
                peer = peer << 8 | b & 0xff;
            } else if (b != EXPECTED[received]) {
                throw new MalformedInput(
                        CloseReason.BAD_HEADER,
                        String.format(
                                "byte %d of the SP header is 0x%02x, not 0x%02x", received, b, EXPECTED[received]));
            }
            received++;
        }
        if (received == BYTES && peer != local.peer().number()) {
            throw mismatch(local, peer);
        }
    }

    /** The fault of a peer whose protocol does not fit ours. */
    public static MalformedInput mismatch(Protocol local, int peer) {
        return new MalformedInput(
                CloseReason.PROTOCOL_MISMATCH,
                "the peer speaks " + Protocol.describe(peer) + ", but " + Protocol.describe(local.number()) + " needs "
                        + Protocol.describe(local.peer().number()));
    }
}
