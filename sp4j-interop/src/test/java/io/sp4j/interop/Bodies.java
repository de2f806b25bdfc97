package io.sp4j.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** What is sent: bytes of all values, the same for each size and seed. */
final class Bodies {
    private Bodies() {}

    static byte[] of(int size, long seed) {
        byte[] body = new byte[size];
        new Random(seed).nextBytes(body);
        return body;
    }

    /** The file that nngcat sends. */
    static Path file(Path directory, byte[] body) throws IOException {
        return Files.write(directory.resolve("body"), body);
    }
}
