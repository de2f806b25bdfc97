package io.sp4j.testkit.sim;

import io.sp4j.Message;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * What the messages of a schedule hold: a topic, who made it and as the how manieth, filling, a checksum of it all.
 *
 * @param topic {@code a} to {@code d}, {@code R} in replies
 * @param author the number of the socket that sent it, in a reply that of the one that asked
 * @param number counts the messages of the author
 */
record Body(char topic, int author, long number) {
    private static final int LEAST = 1 + Integer.BYTES + Long.BYTES + Long.BYTES;
    private static final int MOST_FILLING_BITS = 12;

    Message message(RandomGenerator random) {
        int filling = random.nextInt(1 << random.nextInt(1, MOST_FILLING_BITS));
        ByteBuffer bytes = ByteBuffer.allocate(LEAST + filling);
        bytes.put((byte) topic).putInt(author).putLong(number);
        for (int i = 0; i < filling; i++) {
            bytes.put((byte) (number + i));
        }
        bytes.putLong(checksum(bytes.array()));
        return Message.wrap(bytes.array());
    }

    static Body of(Message m) {
        byte[] array = m.bytes();
        if (array.length < LEAST) {
            throw new AssertionError("I4: a message of " + array.length + " bytes that nobody sent");
        }
        ByteBuffer bytes = ByteBuffer.wrap(array);
        if (bytes.getLong(array.length - Long.BYTES) != checksum(array)) {
            throw new AssertionError("I4: a message of " + array.length + " bytes arrived changed");
        }
        return new Body((char) bytes.get(), bytes.getInt(), bytes.getLong());
    }

    private static long checksum(byte[] array) {
        CRC32 sum = new CRC32();
        sum.update(array, 0, array.length - Long.BYTES);
        return sum.getValue();
    }

    Body reply() {
        return new Body('R', author, number);
    }

    @Override
    public String toString() {
        return topic + "" + author + "/" + number;
    }
}
