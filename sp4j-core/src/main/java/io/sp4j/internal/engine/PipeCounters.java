package io.sp4j.internal.engine;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.PipeStats;
import io.sp4j.SpAddress;
import io.sp4j.internal.wire.MessageAccess;
import java.util.concurrent.atomic.AtomicLong;

/** What one pipe counts: in Turns, but for what the holder of the flush token writes. */
final class PipeCounters {
    private final AtomicLong txMessages = new AtomicLong();
    private final AtomicLong txBytes = new AtomicLong();

    long enqueued;
    private long mostQueued;

    /** How many were no longer queued when somebody last looked. */
    private long knownGone;

    long handedBack;
    long rxMessages;
    long rxBytes;

    /** Messages that the link took over; the holder of the token's. */
    long claimed;

    /** Messages that were to go out on this pipe. */
    final ReasonCounts<DropReason> drops = new ReasonCounts<>(DropReason.class);

    /** Messages that the protocol dropped on account of this pipe. */
    final ReasonCounts<DropReason> protocolDrops = new ReasonCounts<>(DropReason.class);

    /** A message goes into the ring. Looks how far the drainer has come only when the high-water mark could rise by a sixteenth. */
    void enqueue() {
        enqueued++;
        if (enqueued - knownGone > mostQueued + (mostQueued >> 4)) {
            long queued = queued(txMessages());
            knownGone = enqueued - queued;
            mostQueued = Math.max(mostQueued, queued);
        }
    }

    private long queued(long written) {
        return enqueued - written - handedBack - drops.sum();
    }

    /** By the holder of the token, the only writer. */
    void written(int messages, long bytes) {
        txMessages.lazySet(txMessages.getPlain() + messages);
        txBytes.lazySet(txBytes.getPlain() + bytes);
    }

    void received(Message m) {
        rxMessages++;
        rxBytes += MessageAccess.wireLength(m);
    }

    long txMessages() {
        return txMessages.get();
    }

    long txBytes() {
        return txBytes.get();
    }

    /** Whether the pipe has carried anything, either way. */
    boolean hasCarried() {
        return rxMessages > 0 || txMessages() > 0;
    }

    /**
     * Inside a Turn. What is queued is what is left of the sum: the ring is emptied without a Turn, so that counting what is in
     * it could miss a message that is being taken.
     */
    PipeStats snapshot(int id, SpAddress remote, String endpoint) {
        long written = txMessages();
        long queued = queued(written);
        return new PipeStats(
                id,
                remote,
                endpoint,
                enqueued,
                written,
                txBytes(),
                rxMessages,
                rxBytes,
                queued,
                Math.max(queued, mostQueued),
                handedBack,
                drops.toMap(),
                protocolDrops.toMap());
    }
}
