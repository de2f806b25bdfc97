package io.sp4j.internal.wire;

import io.sp4j.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a message that is not whole.
 *
 * <p>Memory follows what has arrived, never what is claimed: pieces have room for as much again as has come, at most 64 KiB
 * more. They are joined when all is there.
 */
public final class PartialMessage {
    private static final int FIRST_BYTES = 4 << 10;
    private static final int MOST_AHEAD = 64 << 10;

    private final PartialBytes budget;

    /** Full pieces, and one that is being filled. */
    private final List<byte[]> full = new ArrayList<>(0);

    private byte @Nullable [] piece;
    private int pieceReceived;
    private int received;
    private int charged;

    public PartialMessage(PartialBytes budget) {
        this.budget = budget;
    }

    /** How many bytes have come. */
    public int received() {
        return received;
    }

    /** Whether nothing has come. */
    public boolean isEmpty() {
        return piece == null;
    }

    /**
     * Takes input.
     *
     * @param n how much of it, at least 1
     * @param whole how long the message will be at least, this input included
     */
    public void take(ByteBuffer in, int n, int whole) {
        int left = n;
        while (left > 0) {
            byte[] array = pieceWithRoom(left, whole);
            int fits = Math.min(left, array.length - pieceReceived);
            in.get(array, pieceReceived, fits);
            pieceReceived += fits;
            received += fits;
            left -= fits;
        }
    }

    /** The piece that is being filled, or a new one if that is full. */
    private byte[] pieceWithRoom(int coming, int whole) {
        byte[] array = piece;
        if (array != null && pieceReceived < array.length) {
            return array;
        }
        if (array != null) {
            full.add(array);
        }
        int ahead = Math.max(FIRST_BYTES, Math.min(received + coming, MOST_AHEAD));
        int size = (int) Math.min(whole - received, (long) coming + ahead);
        array = new byte[size];
        budget.charge(size);
        charged += size;
        piece = array;
        pieceReceived = 0;
        return array;
    }

    /** The message, of which at least a byte has come; what comes from now on belongs to the next. */
    public Message join() {
        byte[] body = Objects.requireNonNull(piece);
        int whole = received;
        if (!full.isEmpty()) {
            full.add(body);
            body = new byte[whole];
            int at = 0;
            for (byte[] part : full) {
                int n = Math.min(part.length, whole - at);
                System.arraycopy(part, 0, body, at, n);
                at += n;
            }
        }
        discard();
        return MessageAccess.received(body, 0, whole);
    }

    /** Gives up what has come. */
    public void discard() {
        if (charged > 0) {
            budget.release(charged);
        }
        charged = 0;
        received = 0;
        piece = null;
        full.clear();
    }
}
