package io.sp4j.internal.wire;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into messages: bytes in, messages out.
 *
 * <pre>
 *   tcp           [ length: 8 bytes, unsigned, big-endian ][ SP header and body: length bytes ]
 *   ipc    [ 0x01 ][ length ][ ... ]
 * </pre>
 *
 * A message that lies whole in the input is copied once; another is kept as a {@link PartialMessage} until all is there.
 */
public final class StreamFraming {
    private static final int LENGTH_BYTES = 8;
    private static final byte IPC_MESSAGE = 1;

    /** What stands in front of a message. */
    public enum Form implements FrameEncoder {
        TCP(LENGTH_BYTES),
        IPC(1 + LENGTH_BYTES);

        private final int prefixBytes;

        Form(int prefixBytes) {
            this.prefixBytes = prefixBytes;
        }

        public int prefixBytes() {
            return prefixBytes;
        }

        @Override
        public long framedLength(Message m) {
            return prefixBytes + (long) MessageAccess.wireLength(m);
        }

        @Override
        public int encode(ByteBuffer out, Message m, long from) {
            byte[] header = MessageAccess.header(m);
            int front = prefixBytes + header.length;
            int before = out.position();
            if (from == 0) {
                if (out.remaining() < front) {
                    return 0;
                }
                writePrefix(out, (long) header.length + m.length());
                out.put(header);
            }
            int bodyDone = (int) Math.max(0, from - front);
            int n = Math.min(m.length() - bodyDone, out.remaining());
            out.put(MessageAccess.array(m), MessageAccess.offset(m) + bodyDone, n);
            return out.position() - before;
        }

        /** Appends the prefix of a message of {@code length} bytes. */
        public void writePrefix(ByteBuffer out, long length) {
            if (this == IPC) {
                out.put(IPC_MESSAGE);
            }
            out.putLong(length);
        }
    }

    private final Form form;
    private final long limit;
    private final PartialBytes budget;

    private int prefixReceived;
    private long length;

    private final PartialMessage partial;

    /**
     * A decoder at the start of a stream.
     *
     * @param limit the most bytes that header and body of one message may have; 0 = no limit but 2^31-16 and the budget
     */
    public StreamFraming(Form form, long limit, PartialBytes budget) {
        this.form = form;
        this.limit = Math.min(limit == 0 ? Integer.MAX_VALUE - 15 : limit, Integer.MAX_VALUE - 15);
        this.budget = budget;
        this.partial = new PartialMessage(budget);
    }

    /**
     * Takes input and appends whole messages to {@code out}, until the input is used up or {@code out} holds
     * {@code most}; then call again with the rest.
     */
    public void feed(ByteBuffer in, List<Message> out, int most) throws MalformedInput {
        while (in.hasRemaining() && out.size() < most) {
            if (prefixReceived < form.prefixBytes && !readPrefix(in)) {
                return;
            }
            Message m = readBody(in);
            if (m == null) {
                return;
            }
            out.add(m);
            prefixReceived = 0;
            length = 0;
        }
    }

    /** Whether a message has begun and is not whole. */
    public boolean isPartial() {
        return prefixReceived > 0;
    }

    /** How many bytes of the message that has begun are still to come, as far as that is known; 0 between messages. */
    public long missing() {
        return prefixReceived < form.prefixBytes ? 0 : length - partial.received();
    }

    /** Gives up a partial message. */
    public void discard() {
        partial.discard();
    }

    private boolean readPrefix(ByteBuffer in) throws MalformedInput {
        if (prefixReceived == 0 && in.remaining() >= form.prefixBytes) {
            if (form == Form.IPC) {
                checkType(in.get());
            }
            length = in.getLong();
            prefixReceived = form.prefixBytes;
        } else {
            while (prefixReceived < form.prefixBytes) {
                if (!in.hasRemaining()) {
                    return false;
                }
                byte b = in.get();
                if (form == Form.IPC && prefixReceived == 0) {
                    checkType(b);
                } else {
                    length = length << 8 | b & 0xff;
                }
                prefixReceived++;
            }
        }
        checkLength();
        return true;
    }

    private static void checkType(byte type) throws MalformedInput {
        if (type != IPC_MESSAGE) {
            throw new MalformedInput(
                    CloseReason.MALFORMED, String.format("message type 0x%02x, only 0x01 is known on ipc", type));
        }
    }

    private void checkLength() throws MalformedInput {
        if (Long.compareUnsigned(length, limit) > 0) {
            throw new MalformedInput(
                    CloseReason.MESSAGE_TOO_LARGE,
                    "the peer announced a message of " + Long.toUnsignedString(length) + " bytes, the limit is "
                            + limit);
        }
        if (length > budget.limit()) {
            throw new MalformedInput(
                    CloseReason.MESSAGE_TOO_LARGE,
                    "the peer announced a message of " + length + " bytes, all messages in the making may have "
                            + budget.limit());
        }
    }

    private @Nullable Message readBody(ByteBuffer in) {
        int whole = (int) length;
        if (partial.isEmpty() && in.remaining() >= whole) {
            byte[] body = new byte[whole];
            in.get(body);
            return MessageAccess.received(body, 0, whole);
        }
        if (in.hasRemaining()) {
            partial.take(in, Math.min(in.remaining(), whole - partial.received()), whole);
        }
        return partial.received() < whole ? null : partial.join();
    }
}
