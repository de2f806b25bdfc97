package io.sp4j.internal.tls;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;

/** The little of DER that private keys need: values of tag, length and content, read and written. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int SEQUENCE = 0x30;

    private static final int SHORT_LENGTH = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private Der() {}

    /** One value: tag, length in as few bytes as it needs, content; the content is below 16 MiB. */
    static byte[] value(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(2 + MOST_LENGTH_BYTES + length);
        out.put((byte) tag);
        if (length < SHORT_LENGTH) {
            out.put((byte) length);
        } else {
            int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
            out.put((byte) (SHORT_LENGTH | bytes));
            for (int left = bytes - 1; left >= 0; left--) {
                out.put((byte) (length >> left * Byte.SIZE));
            }
        }
        for (byte[] part : parts) {
            out.put(part);
        }
        byte[] made = new byte[out.position()];
        out.flip().get(made);
        return made;
    }

    /** The content of the next value, which must have this tag. */
    static ByteBuffer read(ByteBuffer in, int tag) throws InvalidKeyException {
        int found = in.hasRemaining() ? in.get() & 0xff : -1;
        if (found != tag || !in.hasRemaining()) {
            throw new InvalidKeyException("the key is not sound DER");
        }
        int length = in.get() & 0xff;
        if (length >= SHORT_LENGTH) {
            int bytes = length - SHORT_LENGTH;
            if (bytes > MOST_LENGTH_BYTES || bytes > in.remaining()) {
                throw new InvalidKeyException("the key is not sound DER");
            }
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | in.get() & 0xff;
            }
        }
        if (length > in.remaining()) {
            throw new InvalidKeyException("the key is cut off");
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        return content;
    }
}
