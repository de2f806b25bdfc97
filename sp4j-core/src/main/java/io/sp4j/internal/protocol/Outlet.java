package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.OpQueue;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The way out of a socket that gives each message to one peer, to those that have room in turn. Guarded by the Turn.
 *
 * <pre>
 *   send --> [ waiting ops ] --> [ SendQueue ] --> [ line of ready takers ] --> [ the ring of the first ]
 *                                      ^                      each goes to the end  |
 *                                      '---- handed back when a taker is lost ------'
 * </pre>
 *
 * <ol>
 *   <li>While a taker is ready, nothing is queued; while the queue has room, no send waits. So nothing overtakes.
 *   <li>A taker is ready until its ring refuses a message, and again when that has room: one that is slow is passed over.
 * </ol>
 */
final class Outlet {
    private final SendQueue queue;
    private final OpQueue senders = new OpQueue();
    private final ReadyPipes<Taker> ready = new ReadyPipes<>();
    private final Set<Taker> takers = new LinkedHashSet<>();
    private boolean closed;

    /** A pipe that messages go to. */
    static class Taker extends ReadyPipes.Member<Taker> {
        final PipePort port;

        Taker(PipePort port) {
            this.port = port;
        }
    }

    Outlet(ProtocolSettings settings) {
        queue = new SendQueue(settings);
    }

    void attach(Turn t, Taker added) {
        takers.add(added);
        ready.add(added);
        feed(t);
    }

    /** What waits here because nobody is ready. */
    Depths depths() {
        return queue.depths();
    }

    void detach(Turn t, Taker p, List<Message> unsent) {
        takers.remove(p);
        ready.remove(p);
        queue.handBack(unsent);
        if (closed) {
            queue.dropAll(t, DropReason.UNDELIVERED_AT_CLOSE);
        } else {
            feed(t);
        }
    }

    void writable(Turn t, Taker p) {
        ready.add(p);
        feed(t);
    }

    /** Sends {@code m}, which is the message of {@code op} as it leaves. */
    void send(Turn t, Op op, Message m) {
        if (taken(t, m)) {
            t.complete(op);
        } else if (queue.hasRoom()) {
            queue.add(m);
            t.complete(op);
        } else if (t.mayWait(op)) {
            op.note(m);
            senders.add(op);
        }
    }

    /** Moves what waits as far towards the takers as there is room. */
    void feed(Turn t) {
        for (Message m = queue.peek(); m != null && taken(t, m); m = queue.peek()) {
            queue.removeHead();
        }
        for (Op op = senders.first(); op != null; op = senders.first()) {
            Message m = (Message) Objects.requireNonNull(op.note());
            if (!taken(t, m)) {
                if (!queue.hasRoom()) {
                    return;
                }
                queue.add(m);
            }
            t.complete(op);
        }
    }

    /** Whether a send would be accepted, unless all rings that look ready refuse it. */
    boolean isReady() {
        return !ready.isEmpty() || queue.hasRoom();
    }

    void failWaiting(Turn t, Failure why) {
        senders.failAll(t, why);
    }

    /** What was accepted goes into the rings of the takers, to be flushed; without any it is lost. */
    void close(Turn t) {
        closed = true;
        for (Taker p : takers) {
            p.port.resize(t, Integer.MAX_VALUE);
            ready.add(p);
        }
        feed(t);
        queue.dropAll(t, DropReason.UNDELIVERED_AT_CLOSE);
    }

    /** Whether a ring took the message: that of the taker that has waited longest, of those that have room. */
    private boolean taken(Turn t, Message m) {
        for (Taker p = ready.poll(); p != null; p = ready.poll()) {
            if (p.port.offer(t, m)) {
                ready.add(p);
                return true;
            }
        }
        return false;
    }
}
