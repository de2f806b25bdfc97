package io.sp4j.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many descriptors this process may have, where the operating system tells without native code. */
final class DescriptorLimit {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final int SOFT_LIMIT_COLUMN = 3;

    private DescriptorLimit() {}

    private static final class Holder {
        static final int CONNECTIONS = read();
    }

    /** 80 % of the limit, so that the application keeps the rest; the largest int where it is not known. */
    static int forConnections() {
        return Holder.CONNECTIONS;
    }

    private static int read() {
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith("Max open files")) {
                    String soft = line.split("\\s+")[SOFT_LIMIT_COLUMN];
                    return soft.equals("unlimited")
                            ? Integer.MAX_VALUE
                            : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(soft) * 4 / 5);
                }
            }
        } catch (IOException | RuntimeException e) {
            Log.debug("the limit of open files is not known", e);
        }
        return Integer.MAX_VALUE;
    }
}
