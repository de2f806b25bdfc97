package io.sp4j.internal.protocol;

import io.sp4j.Message;
import io.sp4j.internal.wire.SpHeader;

/**
 * Finds the end of a backtrace: the first word with the top bit set, which is the request id. The words before it are
 * the pipe ids of the devices passed.
 */
final class Backtrace {
    /** More words than the ttl allows: drop the message, keep the pipe. */
    static final int HOP_LIMIT = -1;

    /** The message ends before the backtrace does: close the pipe. */
    static final int MALFORMED = -2;

    private Backtrace() {}

    /** The words of the backtrace, id included, 1 to {@code maxTtl}; or {@link #HOP_LIMIT} or {@link #MALFORMED}. */
    static int words(Message m, int maxTtl) {
        int whole = SpHeader.words(m);
        for (int i = 0; i < maxTtl; i++) {
            if (i >= whole) {
                return MALFORMED;
            }
            if (isEnd(SpHeader.word(m, i))) {
                return i + 1;
            }
        }
        return HOP_LIMIT;
    }

    /** Whether the word is a request id rather than the pipe id of a device. */
    static boolean isEnd(int word) {
        return (word & SpHeader.END_BIT) != 0;
    }
}
