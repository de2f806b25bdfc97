package io.sp4j.netty;

import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.wire.MessageAccess;
import io.sp4j.internal.wire.PartialBytes;
import io.sp4j.internal.wire.PartialMessage;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts frames of WebSocket into messages: bytes in, messages and control frames out. Heads are judged before their payload
 * comes, so that what is over a limit costs nothing; memory follows what has arrived ({@link PartialMessage}).
 */
final class WsFrames {
    static final int OPCODE_CLOSE = 8;
    static final int OPCODE_PING = 9;
    static final int OPCODE_PONG = 10;
    static final int PROTOCOL_FAULT = 1002;
    static final int POLICY = 1008;
    static final int MOST_IN_CONTROL = 125;

    private static final int NOT_BINARY = 1003;
    private static final int TOO_BIG = 1009;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int FIN = 0x80;
    private static final int RESERVED_BITS = 0x70;
    private static final int OPCODE_BITS = 0x0f;
    private static final int CONTROL_BIT = 0x08;
    private static final int MASK = 0x80;
    private static final int LENGTH_BITS = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MOST_IN_TWO_BYTES = 0xffff;
    private static final int LONGEST_HEAD = 14;
    private static final int FRAGMENTS = 1_024;
    private static final int BYTES_PER_FRAGMENT = 4 << 10;

    /** Hears about control frames. */
    interface Controls {
        void control(int opcode, byte[] payload) throws WsFault;
    }

    private final boolean masked;
    private final long limit;
    private final long mostFragments;
    private final PartialBytes budget;
    private final Controls controls;

    private final ByteBuffer head = ByteBuffer.allocate(LONGEST_HEAD).limit(2);
    private boolean inPayload;
    private boolean fin;
    private int opcode;
    private int key;
    private long left;
    private int phase;

    private boolean inMessage;
    private long fragments;
    private final PartialMessage message;
    private @Nullable ByteBuffer control;
    private boolean closed;

    /**
     * A decoder behind the upgrade.
     *
     * @param masked whether the peer must mask, as clients do
     * @param limit the most bytes of a message, header and body; 0 = no limit but 2^31-16 and the budget
     */
    WsFrames(boolean masked, long limit, PartialBytes budget, Controls controls) {
        this.masked = masked;
        this.limit = limit == 0 ? Integer.MAX_VALUE - 15 : Math.min(limit, Integer.MAX_VALUE - 15);
        this.mostFragments = FRAGMENTS + this.limit / BYTES_PER_FRAGMENT;
        this.budget = budget;
        this.controls = controls;
        this.message = new PartialMessage(budget);
    }

    /**
     * Takes input, which is unmasked in place, and appends whole messages, until the input is used up or there are
     * {@code most}. What stands behind a CLOSE is dropped.
     */
    void feed(ByteBuffer in, List<Message> out, int most) throws WsFault {
        while (in.hasRemaining() && out.size() < most) {
            if (closed) {
                in.position(in.limit());
                return;
            }
            if (!inPayload && !readHead(in)) {
                return;
            }
            if (opcode >= CONTROL_BIT) {
                readControl(in);
            } else {
                readData(in, out);
            }
        }
    }

    /** Whether a frame or message has begun and is not whole. */
    boolean isPartial() {
        return inPayload || inMessage || head.position() > 0;
    }

    void discard() {
        message.discard();
    }

    private boolean readHead(ByteBuffer in) throws WsFault {
        while (head.hasRemaining()) {
            if (!in.hasRemaining()) {
                return false;
            }
            head.put(in.get());
            if (head.position() == 2 && head.limit() == 2) {
                judge(head.get(0) & 0xff, head.get(1) & 0xff);
            }
        }
        left = length();
        key = masked ? head.getInt(head.limit() - WsMask.BYTES) : 0;
        head.clear().limit(2);
        phase = 0;
        if (opcode >= CONTROL_BIT) {
            control = ByteBuffer.allocate((int) left);
        } else {
            judgeData();
        }
        inPayload = left > 0;
        return true;
    }

    /** Looks at the first two bytes, which tell how many more the head has. */
    private void judge(int first, int second) throws WsFault {
        fin = (first & FIN) != 0;
        opcode = first & OPCODE_BITS;
        int length = second & LENGTH_BITS;
        if ((first & RESERVED_BITS) != 0) {
            throw fault(PROTOCOL_FAULT, "a frame has reserved bits set, but no extension was agreed upon");
        }
        if ((second & MASK) != 0 != masked) {
            throw fault(
                    PROTOCOL_FAULT, masked ? "a frame of the client is not masked" : "a frame of the server is masked");
        }
        switch (opcode) {
            case CONTINUATION -> require(inMessage, "a continuation without a beginning");
            case TEXT -> throw fault(NOT_BINARY, "a text frame, only binary ones carry messages");
            case BINARY -> require(!inMessage, "a new message inside another");
            case OPCODE_CLOSE, OPCODE_PING, OPCODE_PONG -> {
                require(fin, "a control frame in fragments");
                require(length <= MOST_IN_CONTROL, "a control frame of more than 125 bytes");
            }
            default -> throw fault(PROTOCOL_FAULT, "a frame of the unknown kind " + opcode);
        }
        int more = length == TWO_BYTES ? Short.BYTES : length == EIGHT_BYTES ? Long.BYTES : 0;
        head.limit(2 + more + (masked ? WsMask.BYTES : 0));
    }

    private static void require(boolean right, String otherwise) throws WsFault {
        if (!right) {
            throw fault(PROTOCOL_FAULT, otherwise);
        }
    }

    private long length() throws WsFault {
        int length = head.get(1) & LENGTH_BITS;
        if (length < TWO_BYTES) {
            return length;
        }
        boolean two = length == TWO_BYTES;
        long written = two ? head.getShort(2) & MOST_IN_TWO_BYTES : head.getLong(2);
        require(written >= 0, "a length with its highest bit set");
        require(written >= (two ? TWO_BYTES : MOST_IN_TWO_BYTES + 1), "a length that is written longer than it needs");
        return written;
    }

    private void judgeData() throws WsFault {
        long whole = message.received() + left;
        if (whole < 0 || whole > limit || whole > budget.limit()) {
            throw new WsFault(
                    CloseReason.MESSAGE_TOO_LARGE,
                    ErrorCode.MESSAGE_TOO_LARGE,
                    TOO_BIG,
                    "the peer announced a message of " + (whole < 0 ? left : whole) + " bytes, the limit is "
                            + Math.min(limit, budget.limit()));
        }
        fragments += left == 0 && opcode == CONTINUATION ? 2 : 1;
        if (fragments > mostFragments) {
            throw fault(POLICY, "a message in more than " + mostFragments + " fragments");
        }
        inMessage = true;
    }

    private void readData(ByteBuffer in, List<Message> out) {
        int n = (int) Math.min(left, in.remaining());
        if (masked && n > 0) {
            WsMask.apply(in, in.position(), n, key, phase);
            phase += n;
        }
        left -= n;
        inPayload = left > 0;
        boolean whole = fin && left == 0;
        if (whole && message.isEmpty()) {
            byte[] body = new byte[n];
            in.get(body);
            out.add(MessageAccess.received(body, 0, n));
        } else {
            if (n > 0) {
                message.take(in, n, (int) (message.received() + n + left));
            }
            if (whole) {
                out.add(message.join());
            }
        }
        if (whole) {
            inMessage = false;
            fragments = 0;
        }
    }

    private void readControl(ByteBuffer in) throws WsFault {
        ByteBuffer payload = control;
        if (payload == null) {
            return;
        }
        while (payload.hasRemaining() && in.hasRemaining()) {
            payload.put(in.get());
        }
        if (payload.hasRemaining()) {
            return;
        }
        control = null;
        inPayload = false;
        closed = opcode == OPCODE_CLOSE;
        WsMask.apply(payload, 0, payload.capacity(), key, 0);
        controls.control(opcode, payload.array());
    }

    static WsFault fault(int answer, String detail) {
        return new WsFault(CloseReason.MALFORMED, ErrorCode.PROTOCOL_ERROR, answer, detail);
    }
}
