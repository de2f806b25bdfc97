package io.sp4j;

import io.sp4j.internal.wire.MessageAccess;
import io.sp4j.spi.Escapes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of bytes that is sent and received whole. Immutable, may be sent any number of times and read by any
 * number of threads; two messages are equal when their bodies are.
 *
 * <pre>{@code
 * Message m = Message.of("weather/rain");
 * String text = m.text(); // "weather/rain"
 * boolean wanted = m.startsWith("weather/"); // true
 * Message same = Message.wrap(m.bytes()); // bytes() copies, wrap() does not
 * boolean equal = m.equals(same); // true: the bodies are
 * }</pre>
 */
public final class Message {
    private static final int CODEC_REASON = 400;

    static {
        MessageAccess.install(new Access());
    }

    private final byte[] array;
    private final int offset;
    private final int length;
    private final byte[] header;
    private @Nullable Pipe pipe;

    private Message(byte[] header, byte[] array, int offset, int length) {
        this.header = header;
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * A message with a copy of these bytes.
     *
     * @param copied the body; it may be empty
     * @return a message without header and pipe
     */
    public static Message of(byte[] copied) {
        return new Message(MessageAccess.NO_HEADER, copied.clone(), 0, copied.length);
    }

    /**
     * A message with a copy of what remains in the buffer, whose position moves to its limit.
     *
     * @param copied what remains in it is the body; nothing remains afterwards
     * @return a message without header and pipe
     */
    public static Message of(ByteBuffer copied) {
        byte[] bytes = new byte[copied.remaining()];
        copied.get(bytes);
        return new Message(MessageAccess.NO_HEADER, bytes, 0, bytes.length);
    }

    /**
     * A message with this text in UTF-8.
     *
     * @param utf8 the body; it may be empty. An unpaired surrogate becomes a question mark
     * @return a message without header and pipe
     */
    public static Message of(String utf8) {
        return wrap(utf8.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A message that takes over the array: the caller must not write to it any more. Nothing is copied.
     *
     * @param takenOver the body; it may be empty
     * @return a message without header and pipe
     */
    public static Message wrap(byte[] takenOver) {
        return new Message(MessageAccess.NO_HEADER, takenOver, 0, takenOver.length);
    }

    /**
     * A message with the bytes that {@code codec} makes of {@code value}.
     *
     * @param <T> the type of the value
     * @param value not null
     * @param codec called once, on this thread
     * @return a message without header and pipe
     * @throws SpException.BadType when the codec throws; that is its cause, and its text is quoted, escaped and cut
     */
    public static <T> Message of(T value, Codec<? super T> codec) {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(codec, "codec");
        try {
            return wrap(Objects.requireNonNull(codec.encode(value), "the codec made nothing of it"));
        } catch (Exception e) {
            throw codecFailure("cannot encode a value of " + value.getClass().getName(), e);
        }
    }

    /**
     * The value that {@code codec} reads from the body.
     *
     * @param <T> the type of the value
     * @param codec called once, on this thread
     * @return what the codec returns
     * @throws SpException.BadType when the codec throws, naming the peer; that is its cause, and its text is quoted,
     *     escaped and cut. The connection stays
     */
    public <T> T decode(Codec<? extends T> codec) {
        Objects.requireNonNull(codec, "codec");
        try {
            return Objects.requireNonNull(codec.decode(this), "the codec made nothing of it");
        } catch (Exception e) {
            Pipe from = pipe;
            String origin = from == null ? "made here" : "from " + from.remote();
            throw codecFailure("cannot decode a message of " + length + " bytes " + origin, e);
        }
    }

    /** What a codec says may quote the peer: it is escaped and cut. */
    private static SpException codecFailure(String what, Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        String why = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        return ErrorCode.BAD_TYPE.exception(what + ": " + Escapes.escape(why, CODEC_REASON), cause);
    }

    /**
     * The length of the body, 0 or more.
     *
     * @return bytes, without SP header
     */
    public int length() {
        return length;
    }

    /**
     * The byte at {@code index}, 0 to {@link #length} - 1.
     *
     * @param index from the begin of the body
     * @return -128 to 127
     * @throws IndexOutOfBoundsException when there is no such byte
     */
    public byte byteAt(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /**
     * A copy of the body.
     *
     * @return a new array, which the caller may change; empty for an empty body
     */
    public byte[] bytes() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /**
     * A read-only view of the body.
     *
     * @return a buffer of its own each time, from position 0 to the length of the body; big-endian. Nothing is copied
     */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    /**
     * The body read as UTF-8; malformed bytes become U+FFFD.
     *
     * @return empty for an empty body
     */
    public String text() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /**
     * Whether the body begins with these bytes; every body begins with the empty prefix.
     *
     * @param prefix the bytes, which are only read
     * @return true if so, also when the body is the prefix
     */
    public boolean startsWith(byte[] prefix) {
        return prefix.length <= length
                && Arrays.equals(array, offset, offset + prefix.length, prefix, 0, prefix.length);
    }

    /**
     * Whether the body begins with this text in UTF-8.
     *
     * @param utf8 the text; every body begins with the empty one
     * @return true if so, also when the body is the prefix
     */
    public boolean startsWith(String utf8) {
        return startsWith(utf8.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where the message came from. Sending it on does not send it back: only {@link Pipe#send} routes.
     *
     * @return the pipe, which may be closed by now
     * @throws SpException.BadState for a message that was not received
     */
    public Pipe pipe() {
        Pipe from = pipe;
        if (from == null) {
            throw ErrorCode.BAD_STATE.exception("this message was made here, it came from no pipe");
        }
        return from;
    }

    /**
     * A copy of the protocol header; empty but for messages of raw sockets.
     *
     * @return a new array, which the caller may change
     */
    public byte[] header() {
        return header.clone();
    }

    /**
     * The same body with another protocol header, which raw sockets send and others ignore.
     *
     * @param header copied; it may be empty
     * @return a message that shares the body and has no pipe
     */
    public Message withHeader(byte[] header) {
        return new Message(header.clone(), array, offset, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The length and the first bytes, escaped; for logs and assertions. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Message[").append(length).append(" bytes: ");
        int shown = Math.min(length, 32);
        for (int i = 0; i < shown; i++) {
            byte b = byteAt(i);
            if (b >= ' ' && b < 0x7f) {
                text.append((char) b);
            } else {
                text.append(String.format("\\x%02x", b));
            }
        }
        return text.append(shown < length ? "…]" : "]").toString();
    }

    /** What the engine may do with a message and users may not. */
    private static final class Access extends MessageAccess {
        @Override
        protected Message make(byte[] header, byte[] array, int offset, int length) {
            return new Message(header, array, offset, length);
        }

        @Override
        protected byte[] arrayOf(Message m) {
            return m.array;
        }

        @Override
        protected int offsetOf(Message m) {
            return m.offset;
        }

        @Override
        protected byte[] headerOf(Message m) {
            return m.header;
        }

        @Override
        protected void setOrigin(Message m, Pipe pipe) {
            m.pipe = pipe;
        }

        @Override
        protected void copyOrigin(Message from, Message to) {
            to.pipe = from.pipe;
        }
    }
}
