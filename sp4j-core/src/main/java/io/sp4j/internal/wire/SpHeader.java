package io.sp4j.internal.wire;

import io.sp4j.Message;
import java.util.Arrays;

/**
 * The protocol header at the front of a message: big-endian words of four bytes.
 *
 * <pre>
 *    request, reply            [ id, top bit set ]
 *    with a backtrace          [ pipe id ] ... [ pipe id ] [ id, top bit set ]
 * </pre>
 *
 * A message off the wire has its header as the first bytes of the body; one from a peer in this process has it apart.
 * Both are read alike: word {@code i} is at byte {@code 4 * i} of header and body put together. Every message made of
 * another here came from the same pipe as that one.
 */
public final class SpHeader {
    /** The bytes of a word. */
    public static final int WORD = 4;

    /** Set in the last word of a backtrace, never in a pipe id. */
    public static final int END_BIT = 0x8000_0000;

    /** The header of every message that was made without one. */
    public static final byte[] NONE = MessageAccess.NO_HEADER;

    private SpHeader() {}

    /** How many whole words header and body have together. */
    public static int words(Message m) {
        return MessageAccess.wireLength(m) / WORD;
    }

    /** The word at {@code index}, 0 to {@link #words} - 1. */
    public static int word(Message m, int index) {
        byte[] header = MessageAccess.header(m);
        int at = index * WORD;
        if (at + WORD <= header.length) {
            return read(header, at);
        }
        if (at < header.length) {
            throw new IllegalArgumentException("a header of " + header.length + " bytes is not whole words");
        }
        return read(MessageAccess.array(m), MessageAccess.offset(m) + at - header.length);
    }

    /** The message with its first {@code words} words as header and the rest as body; the body is not copied. */
    public static Message split(Message m, int words) {
        return beyond(m, words, front(m, words));
    }

    /** As {@link #split}, with {@code first} as one more word in front. */
    public static Message splitBehind(int first, Message m, int words) {
        byte[] header = new byte[(words + 1) * WORD];
        write(header, 0, first);
        for (int i = 0; i < words; i++) {
            write(header, (i + 1) * WORD, word(m, i));
        }
        return beyond(m, words, header);
    }

    /** The same bytes with a header of whole words: one that is none becomes part of the body. */
    public static Message inWords(Message m) {
        return MessageAccess.header(m).length % WORD == 0 ? m : cut(m, 0);
    }

    /** The body behind the header without its first word; the message itself when its header is shorter. */
    public static Message withoutFirstWord(Message m) {
        byte[] header = MessageAccess.header(m);
        return header.length < WORD ? m : withHeader(m, Arrays.copyOfRange(header, WORD, header.length));
    }

    /** A copy of the first {@code words} words. */
    public static byte[] front(Message m, int words) {
        byte[] front = new byte[words * WORD];
        for (int i = 0; i < words; i++) {
            write(front, i * WORD, word(m, i));
        }
        return front;
    }

    /** What follows the first {@code words} words, without any header; the body is not copied. */
    public static Message cut(Message m, int words) {
        return beyond(m, words, NONE);
    }

    private static Message beyond(Message m, int words, byte[] header) {
        byte[] old = MessageAccess.header(m);
        int left = old.length - words * WORD;
        if (left > 0) {
            byte[] body = new byte[left + m.length()];
            System.arraycopy(old, old.length - left, body, 0, left);
            System.arraycopy(MessageAccess.array(m), MessageAccess.offset(m), body, left, m.length());
            return MessageAccess.derived(m, header, body, 0, body.length);
        }
        return MessageAccess.derived(
                m, header, MessageAccess.array(m), MessageAccess.offset(m) - left, m.length() + left);
    }

    /** The body of {@code m} behind the header {@code header}, which is not copied; {@code m} itself if it has this very one. */
    public static Message withHeader(Message m, byte[] header) {
        return MessageAccess.header(m) == header
                ? m
                : MessageAccess.derived(m, header, MessageAccess.array(m), MessageAccess.offset(m), m.length());
    }

    /** The body of {@code m} behind one word. */
    public static Message withWord(Message m, int word) {
        byte[] header = new byte[WORD];
        write(header, 0, word);
        return withHeader(m, header);
    }

    /** The body of {@code m} without any header. */
    public static Message bare(Message m) {
        return MessageAccess.header(m).length == 0 ? m : withHeader(m, NONE);
    }

    /** The header, not copied. */
    public static byte[] header(Message m) {
        return MessageAccess.header(m);
    }

    private static int read(byte[] from, int at) {
        return (from[at] & 0xff) << 24 | (from[at + 1] & 0xff) << 16 | (from[at + 2] & 0xff) << 8 | from[at + 3] & 0xff;
    }

    private static void write(byte[] to, int at, int word) {
        to[at] = (byte) (word >>> 24);
        to[at + 1] = (byte) (word >>> 16);
        to[at + 2] = (byte) (word >>> 8);
        to[at + 3] = (byte) word;
    }
}
