package io.sp4j.interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** What is sent: bytes of all values, the same for each size and seed. */
final class Bodies {
    /** How many messages a cell of the matrix exchanges each way. */
    static final int MANY = 1000;

    /** Where the buffers, the frames and the formats of somebody could end; the last leaves room for headers in 1 MiB. */
    static final List<Integer> SIZES = List.of(
            0, 1, 7, 8, 63, 64, 65, 127, 255, 256, 4095, 4096, 4097, 65_535, 65_536, 65_537, 262_144, 1_048_576 - 64);

    private static final int LONGEST = 300;

    private Bodies() {}

    static byte[] of(int size, long seed) {
        byte[] body = new byte[size];
        new Random(seed).nextBytes(body);
        return body;
    }

    /** The n-th of many: its number, and up to 300 bytes. */
    static byte[] numbered(int n, long seed) {
        byte[] body = of(Integer.BYTES + n % LONGEST, seed + n);
        ByteBuffer.wrap(body).putInt(n);
        return body;
    }

    /** The file that a command sends. */
    static Path file(Path directory, byte[] body) throws IOException {
        return Files.write(directory.resolve("body"), body);
    }
}
