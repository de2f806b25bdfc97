package io.sp4j.internal.protocol;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.OpQueue;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.wire.SpHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pair, version 0: messages go both ways between two sockets, without a header.
 *
 * <pre>
 *   send --> [ waiting ops ] --> [ SendQueue ] --> [ the peer's ring ]      each is used only if the next is full
 *                                      ^------------------'                 handed back when the peer is lost
 *   recv <-- [ waiting ops ] or [ RecvQueue ] <-- the peer, paused while RecvQueue is full
 * </pre>
 *
 * <ol>
 *   <li>While the peer is ready, nothing is queued; while the queue has room, no send waits. So nothing overtakes.
 *   <li>While a receive waits, {@code inbox} is empty.
 *   <li>{@code inbox} holds at most {@code recvDepth} messages, one where that is 0, beside what a lost peer had brought
 *       already; all of them survive the peer.
 * </ol>
 */
final class Pair extends ProtocolLogic<Pair.Peer> {
    private final ProtocolSettings settings;
    private final SendQueue queue;
    private final RecvQueue inbox;
    private final OpQueue senders = new OpQueue();
    private final OpQueue receivers = new OpQueue();
    private @Nullable Peer peer;
    private boolean opened;
    private boolean closed;

    /** The one pipe. */
    static final class Peer {
        private final PipePort port;
        private boolean ready = true;

        Peer(PipePort port) {
            this.port = port;
        }
    }

    Pair(ProtocolSettings settings) {
        this.settings = settings;
        queue = new SendQueue(settings);
        inbox = new RecvQueue(settings.recvDepth, settings.recvBytes);
    }

    @Override
    public Peer attach(Turn t, PipePort pipe) throws PipeRejected {
        Peer other = peer;
        if (other != null) {
            throw new PipeRejected(
                    CloseReason.BUSY, "a pair has one peer, and pipe " + other.port.id() + " is connected already");
        }
        Peer added = new Peer(pipe);
        peer = added;
        if (mustPause()) {
            pipe.pauseReading(t);
        }
        feed(t);
        return added;
    }

    @Override
    public void detach(Turn t, Peer p, List<Message> unsent) {
        peer = null;
        queue.handBack(unsent);
        if (closed) {
            queue.dropAll(t, DropReason.UNDELIVERED_AT_CLOSE);
        }
    }

    @Override
    public void receive(Turn t, Peer p, Message m) {
        Message body = SpHeader.bare(m);
        Op waiting = receivers.first();
        if (closed) {
            t.drop(p.port, body, DropReason.UNREAD_AT_CLOSE);
        } else if (waiting != null) {
            t.complete(waiting, body);
        } else {
            inbox.add(body);
            if (mustPause()) {
                p.port.pauseReading(t);
            }
        }
    }

    /** At most what one read brought: the peer had been paused. */
    @Override
    public boolean receiveLast(Turn t, Peer p, Message m) {
        receive(t, p, m);
        return true;
    }

    @Override
    public void writable(Turn t, Peer p) {
        p.ready = true;
        feed(t);
    }

    @Override
    public void settingsChanged(Turn t) {
        inbox.resize(settings.recvDepth, settings.recvBytes);
        refill(t);
        feed(t);
    }

    /** What was accepted goes into the peer's ring, to be flushed; without a peer it is lost. */
    @Override
    public void close(Turn t) {
        closed = true;
        Peer p = peer;
        if (p != null) {
            p.port.resize(t, Integer.MAX_VALUE);
            p.ready = true;
            feed(t);
        }
        queue.dropAll(t, DropReason.UNDELIVERED_AT_CLOSE);
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        if (opened) {
            throw ErrorCode.NOT_SUPPORTED.exception("a pair has no contexts, open another socket instead");
        }
        opened = true;
        return new Whole();
    }

    /** The socket's own sends and receives. */
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
            Message m = inbox.poll();
            if (m != null) {
                t.complete(op, m);
                if (inbox.refillDue()) {
                    refill(t);
                }
            } else if (t.mayWait(op)) {
                receivers.add(op);
            }
        }

        @Override
        public void cancel(Turn t, Op op, Failure why) {
            t.fail(op, why);
        }

        @Override
        public void close(Turn t, Failure why) {
            senders.failAll(t, why);
            receivers.failAll(t, why);
            for (Message m = inbox.poll(); m != null; m = inbox.poll()) {
                t.drop(null, m, DropReason.UNREAD_AT_CLOSE);
            }
        }

        @Override
        public RecvQueue inbox() {
            return inbox;
        }

        @Override
        public void refill(Turn t) {
            Pair.this.refill(t);
        }
    }

    /** Moves what waits as far towards the peer as there is room. */
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

    /** Whether the peer's ring took the message; if it refused, the peer is not ready until it is writable. */
    private boolean taken(Turn t, Message m) {
        Peer p = peer;
        if (p == null || !p.ready) {
            return false;
        }
        p.ready = p.port.offer(t, m);
        return p.ready;
    }

    /** Whether the inbox is full and a receiver will come to say when it no longer is. */
    private boolean mustPause() {
        return inbox.isFull() && inbox.awaitRoom();
    }

    private void refill(Turn t) {
        inbox.refilling();
        Peer p = peer;
        if (mustPause()) {
            if (p != null) {
                p.port.pauseReading(t);
            }
        } else if (p != null) {
            p.port.resumeReading(t);
        }
    }
}
