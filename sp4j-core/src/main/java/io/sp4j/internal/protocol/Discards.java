package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What comes in where nothing is wanted and the peer is kept: discarded, at most 64 KiB a second of each peer, a message
 * counting as 64 bytes at least; what is beyond that is not read. Guarded by the Turn.
 */
final class Discards {
    private static final long SECOND = 1_000_000_000L;
    private static final long MOST_BYTES_PER_SECOND = 64 << 10;
    private static final int LEAST_COST = 64;

    private final Set<Source> sources = new LinkedHashSet<>();

    /** A pipe that talks though nobody listens. */
    static final class Source {
        private final PipePort port;
        private long since;
        private long bytes;
        private boolean paused;

        private Source(PipePort port) {
            this.port = port;
        }

        /** When what was discarded is within the limit again. */
        private long resumeAt() {
            return since + bytes * SECOND / MOST_BYTES_PER_SECOND;
        }
    }

    Source add(PipePort port) {
        Source added = new Source(port);
        sources.add(added);
        return added;
    }

    void remove(Source gone) {
        sources.remove(gone);
    }

    void discard(Turn t, Source from, Message m) {
        t.drop(from.port, m, DropReason.UNEXPECTED_DATA);
        if (t.now() - from.since >= SECOND || from.bytes == 0) {
            from.since = t.now();
            from.bytes = 0;
        }
        from.bytes += Math.max(LEAST_COST, m.length());
        if (from.bytes > MOST_BYTES_PER_SECOND && !from.paused) {
            from.paused = true;
            from.port.pauseReading(t);
            t.schedule(from.resumeAt());
        }
    }

    /** The time asked for has come, or nearly. */
    void tick(Turn t) {
        for (Source from : sources) {
            if (from.paused && from.resumeAt() - t.now() <= 0) {
                from.paused = false;
                from.bytes = 0;
                from.port.resumeReading(t);
            } else if (from.paused) {
                t.schedule(from.resumeAt());
            }
        }
    }
}
