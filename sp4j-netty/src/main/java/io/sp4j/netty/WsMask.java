package io.sp4j.netty;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** The masks that a client lays over what it sends. */
final class WsMask {
    static final int BYTES = 4;

    private static final int KEYS_AT_ONCE = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ByteBuffer keys = ByteBuffer.allocate(BYTES * KEYS_AT_ONCE).limit(0);

    /** A key that nobody can guess. */
    int next() {
        if (!keys.hasRemaining()) {
            RANDOM.nextBytes(keys.array());
            keys.clear();
        }
        return keys.getInt();
    }

    /**
     * Lays a mask over bytes of a buffer, or takes it off.
     *
     * @param from the first byte's index
     * @param n how many
     * @param key the four bytes, the first in the highest byte
     * @param phase which byte of the payload the first is
     */
    static void apply(ByteBuffer buffer, int from, int n, int key, int phase) {
        int turned = Integer.rotateLeft(key, Byte.SIZE * (phase % BYTES));
        long wide = (long) turned << Integer.SIZE | turned & 0xffff_ffffL;
        int at = from;
        int end = from + n;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            buffer.putLong(at, buffer.getLong(at) ^ wide);
        }
        for (int shift = Long.SIZE - Byte.SIZE; at < end; at++, shift -= Byte.SIZE) {
            buffer.put(at, (byte) (buffer.get(at) ^ wide >> shift));
        }
    }
}
