package io.sp4j.internal.io;

import io.sp4j.Message;
import io.sp4j.internal.wire.FrameEncoder;
import io.sp4j.internal.wire.MessageAccess;
import io.sp4j.internal.wire.SpHandshake;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a stream connection: frames go from messages into direct memory and from there to the channel, many
 * messages with one write. Belongs to the holder of the flush token.
 *
 * <pre>
 *   stream position:   headStart        writtenTo
 *   claimed:           [ first ... | ........ ][ ... ][ last, perhaps not all of it encoded ]
 * </pre>
 */
public final class StreamWriter {
    private final WritableByteChannel channel;
    private final FrameEncoder encoder;
    private final Buffers buffers;

    /** Messages that are not written whole, oldest first. */
    private final ArrayDeque<Message> claimed = new ArrayDeque<>(4);

    private long headStart;
    private long writtenTo;

    /** Held while there is something to write or the channel takes no more, and until the end when it fails; else null. */
    private @Nullable ByteBuffer pending;

    /** The message that does not fit the buffer as a whole, with how much of its frame is encoded. */
    private @Nullable Message current;

    private long currentEncoded;

    /** A writer that has written nothing. */
    public StreamWriter(WritableByteChannel channel, FrameEncoder encoder, Buffers buffers) {
        this.channel = channel;
        this.encoder = encoder;
        this.buffers = buffers;
    }

    /** Puts the handshake in front of everything; it goes out with the first drain. */
    public void greet(SpHandshake handshake) {
        ByteBuffer buffer = ByteBuffer.allocate(SpHandshake.BYTES);
        handshake.write(buffer);
        pending = buffer.flip();
    }

    /** Writes what is pending and what {@code source} has, until either ends. */
    public Progress drain(Outbound source) throws IOException {
        if (pending != null && !write(pending, source)) {
            return Progress.BLOCKED;
        }
        givePending();
        if (current == null) {
            current = source.next();
        }
        if (current == null) {
            return Progress.DONE;
        }
        ByteBuffer buffer = buffers.take();
        pending = buffer;
        for (Message next = current; next != null; next = current == null ? source.next() : current) {
            current = encode(buffer.clear(), next, source);
            if (!write(buffer.flip(), source)) {
                return Progress.BLOCKED;
            }
        }
        givePending();
        return Progress.DONE;
    }

    private void givePending() {
        ByteBuffer buffer = pending;
        pending = null;
        if (buffer != null && buffer.isDirect()) {
            buffers.give(buffer);
        }
    }

    /** Fills the buffer; answers the message that did not fit as a whole, or null. */
    private @Nullable Message encode(ByteBuffer buffer, Message first, Outbound source) {
        Message m = first;
        while (m != null) {
            int n = encoder.encode(buffer, m, currentEncoded);
            if (currentEncoded == 0 && n > 0) {
                claimed.add(m);
            }
            currentEncoded += n;
            if (currentEncoded < encoder.framedLength(m)) {
                break;
            }
            currentEncoded = 0;
            m = source.next();
        }
        return m;
    }

    /** Whether everything went out; what did not is pending. */
    private boolean write(ByteBuffer buffer, Outbound source) throws IOException {
        boolean greeting = !buffer.isDirect();
        int n = buffer.hasRemaining() ? channel.write(buffer) : 0;
        if (!greeting) {
            writtenTo += n;
            settle(source);
        }
        return !buffer.hasRemaining();
    }

    private void settle(Outbound source) {
        int messages = 0;
        long bytes = 0;
        for (Message m = claimed.peekFirst(); m != null; m = claimed.peekFirst()) {
            long end = headStart + encoder.framedLength(m);
            if (end > writtenTo) {
                break;
            }
            claimed.pollFirst();
            headStart = end;
            messages++;
            bytes += MessageAccess.wireLength(m);
        }
        if (messages > 0) {
            source.written(messages, bytes);
        }
    }

    /** So many bytes of what is pending may have gone out although the channel does not say so; before {@link #unsent}. */
    public void maybeWritten(int bytes) {
        writtenTo += bytes;
    }

    /** The connection is closed: gives the buffer back and answers the messages of which no byte was written. */
    public List<Message> unsent() {
        givePending();
        List<Message> unsent = new ArrayList<>();
        long start = headStart;
        for (Message m : claimed) {
            if (start >= writtenTo) {
                unsent.add(m);
            }
            start += encoder.framedLength(m);
        }
        Message waiting = current;
        if (waiting != null && currentEncoded == 0) {
            unsent.add(waiting);
        }
        claimed.clear();
        current = null;
        return unsent;
    }
}
