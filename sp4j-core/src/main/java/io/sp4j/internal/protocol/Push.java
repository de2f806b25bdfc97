package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.OpQueue;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.wire.SpHeader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Push, version 0: each message goes to one puller, to those that have room in turn.
 *
 * <pre>
 *   send --> [ waiting ops ] --> [ SendQueue ] --> [ line of ready pullers ] --> [ the ring of the first ]
 *                                      ^                      each goes to the end  |
 *                                      '---- handed back when a puller is lost -----'
 * </pre>
 *
 * <ol>
 *   <li>While a puller is ready, nothing is queued; while the queue has room, no send waits. So nothing overtakes.
 *   <li>A puller is ready until its ring refuses a message, and again when that has room: one that is slow is passed over.
 *   <li>What comes in is discarded, at most 64 KiB a second of each puller, a message counting as 64 bytes at least.
 * </ol>
 */
final class Push extends ProtocolLogic<Push.Puller> {
    private static final Failure NO_RECV = new Failure(ErrorCode.NOT_SUPPORTED, "recv: a pusher receives nothing");
    private static final long SECOND = 1_000_000_000L;
    private static final long MOST_BYTES_PER_SECOND = 64 << 10;
    private static final int LEAST_COST = 64;

    private final SendQueue queue;
    private final OpQueue senders = new OpQueue();
    private final ReadyPipes<Puller> ready = new ReadyPipes<>();
    private final Set<Puller> pullers = new LinkedHashSet<>();
    private boolean opened;
    private boolean closed;

    /** What push keeps for a pipe. */
    static final class Puller extends ReadyPipes.Member<Puller> {
        private final PipePort port;
        private long discardedSince;
        private long discardedBytes;
        private boolean paused;

        Puller(PipePort port) {
            this.port = port;
        }

        /** When what was discarded is within the limit again. */
        long resumeAt() {
            return discardedSince + discardedBytes * SECOND / MOST_BYTES_PER_SECOND;
        }
    }

    Push(ProtocolSettings settings) {
        queue = new SendQueue(settings);
    }

    @Override
    public Puller attach(Turn t, PipePort pipe) {
        Puller added = new Puller(pipe);
        pullers.add(added);
        ready.add(added);
        feed(t);
        return added;
    }

    @Override
    public void detach(Turn t, Puller p, List<Message> unsent) {
        pullers.remove(p);
        ready.remove(p);
        queue.handBack(unsent);
        if (closed) {
            queue.dropAll(t, DropReason.UNDELIVERED_AT_CLOSE);
        } else {
            feed(t);
        }
    }

    @Override
    public void receive(Turn t, Puller p, Message m) {
        t.drop(p.port, m, DropReason.UNEXPECTED_DATA);
        if (t.now() - p.discardedSince >= SECOND || p.discardedBytes == 0) {
            p.discardedSince = t.now();
            p.discardedBytes = 0;
        }
        p.discardedBytes += Math.max(LEAST_COST, m.length());
        if (p.discardedBytes > MOST_BYTES_PER_SECOND && !p.paused) {
            p.paused = true;
            p.port.pauseReading(t);
            t.schedule(p.resumeAt());
        }
    }

    @Override
    public void tick(Turn t) {
        for (Puller p : pullers) {
            if (p.paused && p.resumeAt() - t.now() <= 0) {
                p.paused = false;
                p.discardedBytes = 0;
                p.port.resumeReading(t);
            } else if (p.paused) {
                t.schedule(p.resumeAt());
            }
        }
    }

    @Override
    public void writable(Turn t, Puller p) {
        ready.add(p);
        feed(t);
    }

    @Override
    public void settingsChanged(Turn t) {
        feed(t);
    }

    /** What was accepted goes into the rings of the pullers, to be flushed; without any it is lost. */
    @Override
    public void close(Turn t) {
        closed = true;
        for (Puller p : pullers) {
            p.port.resize(t, Integer.MAX_VALUE);
            ready.add(p);
        }
        feed(t);
        queue.dropAll(t, DropReason.UNDELIVERED_AT_CLOSE);
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        if (opened) {
            throw ErrorCode.NOT_SUPPORTED.exception("a pusher has no contexts, open another socket instead");
        }
        opened = true;
        return new Whole();
    }

    /** The socket's own sends. */
    private final class Whole implements ContextLogic {
        @Override
        public void send(Turn t, Op op) {
            Message m = SpHeader.bare(op.message());
            if (taken(t, m)) {
                t.complete(op);
            } else if (queue.hasRoom()) {
                queue.add(m);
                t.complete(op);
            } else if (t.mayWait(op)) {
                senders.add(op);
            }
        }

        @Override
        public void receive(Turn t, Op op) {
            t.fail(op, NO_RECV);
        }

        @Override
        public boolean receivable(Turn t) {
            return false;
        }

        @Override
        public boolean sendable(Turn t) {
            return !ready.isEmpty() || queue.hasRoom();
        }

        @Override
        public void cancel(Turn t, Op op, Failure why) {
            t.fail(op, why);
        }

        @Override
        public void close(Turn t, Failure why) {
            senders.failAll(t, why);
        }
    }

    /** Moves what waits as far towards the pullers as there is room. */
    private void feed(Turn t) {
        for (Message m = queue.peek(); m != null && taken(t, m); m = queue.peek()) {
            queue.removeHead();
        }
        for (Op op = senders.first(); op != null; op = senders.first()) {
            Message m = SpHeader.bare(op.message());
            if (!taken(t, m)) {
                if (!queue.hasRoom()) {
                    return;
                }
                queue.add(m);
            }
            t.complete(op);
        }
    }

    /** Whether a ring took the message: that of the puller that has waited longest, of those that have room. */
    private boolean taken(Turn t, Message m) {
        for (Puller p = ready.poll(); p != null; p = ready.poll()) {
            if (p.port.offer(t, m)) {
                ready.add(p);
                return true;
            }
        }
        return false;
    }
}
