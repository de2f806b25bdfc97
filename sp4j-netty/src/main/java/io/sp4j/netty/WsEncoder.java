package io.sp4j.netty;

import io.sp4j.Message;
import io.sp4j.internal.wire.FrameEncoder;
import io.sp4j.internal.wire.MessageAccess;
import java.nio.ByteBuffer;

/**
 * Messages as frames of WebSocket: one message of WebSocket each, in fragments of 64 KiB. A client masks.
 *
 * <pre>
 *   [ FIN, opcode ][ MASK, length: 7, 7 + 16 or 7 + 64 bits ][ key: 4 bytes if MASK ][ payload ]
 * </pre>
 */
final class WsEncoder implements FrameEncoder {
    static final int FRAGMENT_BYTES = 64 << 10;

    private static final int FIN = 0x80;
    private static final int MASK = 0x80;
    private static final int BINARY = 2;
    private static final int CONTINUATION = 0;
    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final WsMask masks = new WsMask();
    private final boolean client;
    private final int fullFrame;
    private boolean betweenFrames = true;
    private int key;
    private long messages;

    WsEncoder(boolean client) {
        this.client = client;
        fullFrame = headBytes(FRAGMENT_BYTES) + FRAGMENT_BYTES;
    }

    private int headBytes(int payload) {
        int length = payload <= SHORT ? 0 : payload < FRAGMENT_BYTES ? Short.BYTES : Long.BYTES;
        return 2 + length + (client ? WsMask.BYTES : 0);
    }

    /** Whether what was encoded last ended with a frame. */
    boolean isBetweenFrames() {
        return betweenFrames;
    }

    /** How many messages have begun. */
    long messages() {
        return messages;
    }

    @Override
    public long framedLength(Message m) {
        int wire = MessageAccess.wireLength(m);
        int full = fullFragments(wire);
        int rest = wire - full * FRAGMENT_BYTES;
        return (long) full * fullFrame + headBytes(rest) + rest;
    }

    /** How many fragments stand before the last. */
    private static int fullFragments(int wire) {
        return wire == 0 ? 0 : (wire - 1) / FRAGMENT_BYTES;
    }

    @Override
    public int encode(ByteBuffer out, Message m, long from) {
        int wire = MessageAccess.wireLength(m);
        int last = fullFragments(wire);
        int start = out.position();
        int fragment = (int) (from / fullFrame);
        int offset = (int) (from % fullFrame);
        while (fragment <= last) {
            int payload = fragment < last ? FRAGMENT_BYTES : wire - last * FRAGMENT_BYTES;
            int frame = headBytes(payload) + payload;
            if (offset < frame) {
                offset += encodeFrame(out, m, fragment, payload, offset, fragment == last);
            }
            betweenFrames = offset == 0 || offset == frame;
            if (offset < frame) {
                break;
            }
            fragment++;
            offset = 0;
        }
        if (from == 0 && out.position() > start) {
            messages++;
        }
        return out.position() - start;
    }

    /** Appends what fits of a frame; one that fits the buffer as a whole is not begun where it does not. */
    private int encodeFrame(ByteBuffer out, Message m, int fragment, int payload, int offset, boolean fin) {
        int head = headBytes(payload);
        int before = out.position();
        int done = offset;
        if (done == 0) {
            boolean fits = out.remaining() >= head + payload;
            if (out.remaining() < head || !fits && before > 0 && head + payload <= out.capacity()) {
                return 0;
            }
            writeHead(out, (fin ? FIN : 0) | (fragment == 0 ? BINARY : CONTINUATION), payload);
            done = head;
        }
        int from = done - head;
        int n = Math.min(payload - from, out.remaining());
        int at = out.position();
        copy(out, m, fragment * FRAGMENT_BYTES + from, n);
        if (client) {
            WsMask.apply(out, at, n, key, from);
        }
        return out.position() - before;
    }

    private void writeHead(ByteBuffer out, int first, int payload) {
        int mask = client ? MASK : 0;
        out.put((byte) first);
        if (payload <= SHORT) {
            out.put((byte) (mask | payload));
        } else if (payload < FRAGMENT_BYTES) {
            out.put((byte) (mask | TWO_BYTES)).putShort((short) payload);
        } else {
            out.put((byte) (mask | EIGHT_BYTES)).putLong(payload);
        }
        if (client) {
            key = masks.next();
            out.putInt(key);
        }
    }

    /** Appends bytes of the SP header and the body, which follow each other. */
    private static void copy(ByteBuffer out, Message m, int from, int n) {
        byte[] header = MessageAccess.header(m);
        int ofHeader = Math.max(0, Math.min(n, header.length - from));
        out.put(header, Math.min(from, header.length), ofHeader);
        int body = Math.max(0, from + ofHeader - header.length);
        out.put(MessageAccess.array(m), MessageAccess.offset(m) + body, n - ofHeader);
    }

    /** Appends a control frame; {@code out} has room for it. */
    void control(ByteBuffer out, int opcode, byte[] payload) {
        writeHead(out, FIN | opcode, payload.length);
        int at = out.position();
        out.put(payload);
        if (client) {
            WsMask.apply(out, at, payload.length, key, 0);
        }
    }
}
