package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.OpQueue;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a pair: to its peer, or while there is none to the next that comes. Guarded by the Turn.
 *
 * <pre>
 *   send --> [ waiting ops ] --> [ SendQueue ] --> [ the peer's ring ]      each is used only if the next is full
 *                                      ^------------------'                 handed back when the peer is lost
 * </pre>
 *
 * <ol>
 *   <li>While the peer is ready, nothing is queued and no send waits. So nothing overtakes.
 *   <li>A send waits only if the queue is full, or it is for this peer alone, or it is behind such a one.
 *   <li>What is for this peer alone is never in the queue and does not outlive the peer.
 * </ol>
 */
final class PairOutlet {
    private static final Failure PEER_LOST =
            new Failure(ErrorCode.BAD_STATE, "send: the peer was lost before it took the message");

    private final PairVersion version;
    private final SendQueue queue;
    private final OpQueue senders = new OpQueue();
    private @Nullable PipePort peer;
    private boolean ready;

    /** Whom a send is for. */
    enum To {
        /** Whoever is the peer. */
        ANY,
        /** The peer of now and no other. */
        THIS_PEER
    }

    PairOutlet(PairVersion version, ProtocolSettings settings) {
        this.version = version;
        this.queue = new SendQueue(settings);
    }

    /** A peer is here, ready to take what waits. */
    void connect(Turn t, PipePort port) {
        peer = port;
        ready = true;
        feed(t);
    }

    /** The peer is lost; what was for anybody waits for the next one, what was for this one ends. */
    void disconnect(Turn t, List<Message> unsent, DropReason why) {
        PipePort lost = peer;
        peer = null;
        ready = false;
        List<Message> forAny = new ArrayList<>(unsent.size());
        for (Message m : unsent) {
            if (version.isForOne(m)) {
                t.drop(lost, m, why);
            } else {
                forAny.add(m);
            }
        }
        queue.handBack(forAny);
        Op next;
        for (Op op = senders.first(); op != null; op = next) {
            next = senders.after(op);
            if (op.note() == To.THIS_PEER) {
                t.fail(op, PEER_LOST);
            }
        }
        feed(t);
    }

    /** What waits here because nobody is ready. */
    Depths depths() {
        return queue.depths();
    }

    void writable(Turn t) {
        ready = true;
        feed(t);
    }

    void send(Turn t, Op op, To whom) {
        op.note(whom);
        if (senders.isEmpty() && accepted(t, op)) {
            t.complete(op);
        } else if (t.mayWait(op)) {
            senders.add(op);
        }
    }

    /** Whether a send for anybody would be accepted, unless the peer's ring refuses it. */
    boolean isReady() {
        return senders.isEmpty() && (isReadyForPeer() || queue.hasRoom());
    }

    /** Whether a send for this peer alone would be accepted, unless its ring refuses it. */
    boolean isReadyForPeer() {
        return ready && queue.isEmpty() && senders.isEmpty();
    }

    /** Moves what waits as far towards the peer as there is room. */
    void feed(Turn t) {
        for (Message m = queue.peek(); m != null && taken(t, m); m = queue.peek()) {
            queue.removeHead();
        }
        for (Op op = senders.first(); op != null && accepted(t, op); op = senders.first()) {
            t.complete(op);
        }
    }

    /** The peer gets all that was accepted, whatever its depth. */
    void flush(Turn t) {
        PipePort port = peer;
        if (port != null) {
            port.resize(t, Integer.MAX_VALUE);
            ready = true;
            feed(t);
        }
    }

    /** There will be no other peer: what was accepted is dropped, what waits fails. */
    void abandon(Turn t) {
        queue.dropAll(t, DropReason.LOST_ON_DISCONNECT);
        senders.failAll(t, PEER_LOST);
    }

    void dropAccepted(Turn t, DropReason why) {
        queue.dropAll(t, why);
    }

    void failWaiting(Turn t, Failure why) {
        senders.failAll(t, why);
    }

    private boolean accepted(Turn t, Op op) {
        if (op.note() == To.THIS_PEER) {
            return queue.isEmpty() && taken(t, version.toOne(op.message()));
        }
        Message m = version.toAny(op.message());
        if (queue.isEmpty() && taken(t, m)) {
            return true;
        }
        if (!queue.hasRoom()) {
            return false;
        }
        queue.add(m);
        return true;
    }

    /** Whether the peer's ring took the message; if it refused, the peer is not ready until it is writable. */
    private boolean taken(Turn t, Message m) {
        PipePort port = peer;
        if (port == null || !ready) {
            return false;
        }
        ready = port.offer(t, m);
        return ready;
    }
}
