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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pair, versions 0 and 1: messages go both ways between two sockets. The versions differ in the header only.
 *
 * <pre>
 *   send --> [ PairOutlet ] --> the peer's ring
 *   recv <-- [ waiting ops ] or [ RecvQueue ] <-- the peer, paused while RecvQueue is full
 * </pre>
 *
 * <ol>
 *   <li>While a receive waits, {@code inbox} is empty.
 *   <li>{@code inbox} holds at most {@code recvDepth} messages, one where that is 0, beside what a lost peer had brought
 *       already; all of them survive the peer.
 *   <li>A send to a peer that is lost fails; the socket's own sends wait for the next one.
 * </ol>
 */
final class Pair extends ProtocolLogic<PipePort> {
    static final Failure PEER_GONE = new Failure(ErrorCode.BAD_STATE, "send: this peer is gone");

    private final PairVersion version;
    private final ProtocolSettings settings;
    private final PairOutlet out;
    private final RecvQueue inbox;
    private final OpQueue receivers = new OpQueue();
    private @Nullable PipePort peer;
    private boolean opened;
    private boolean closed;

    Pair(PairVersion version, ProtocolSettings settings) {
        this.version = version;
        this.settings = settings;
        out = new PairOutlet(version, settings);
        inbox = new RecvQueue(settings.recvDepth, settings.recvBytes);
    }

    @Override
    public PipePort attach(Turn t, PipePort pipe) throws PipeRejected {
        PipePort other = peer;
        if (other != null) {
            throw new PipeRejected(
                    CloseReason.BUSY, "a pair has one peer, and pipe " + other.id() + " is connected already");
        }
        peer = pipe;
        if (mustPause()) {
            pipe.pauseReading(t);
        }
        out.connect(t, pipe);
        return pipe;
    }

    @Override
    public void detach(Turn t, PipePort p, List<Message> unsent) {
        peer = null;
        out.disconnect(t, unsent, closed ? DropReason.UNDELIVERED_AT_CLOSE : DropReason.LOST_ON_DISCONNECT);
        if (closed) {
            out.dropAccepted(t, DropReason.UNDELIVERED_AT_CLOSE);
        }
    }

    @Override
    public void receive(Turn t, PipePort p, Message m) {
        Message body = version.received(t, p, m, settings.maxTtl);
        if (body == null) {
            return;
        }
        Op waiting = receivers.first();
        if (closed) {
            t.drop(p, body, DropReason.UNREAD_AT_CLOSE);
        } else if (waiting != null) {
            t.complete(waiting, body);
        } else {
            inbox.add(body);
            if (mustPause()) {
                p.pauseReading(t);
            }
        }
    }

    /** At most what one read brought: the peer had been paused. */
    @Override
    public boolean receiveLast(Turn t, PipePort p, Message m) {
        receive(t, p, m);
        return true;
    }

    @Override
    public void writable(Turn t, PipePort p) {
        out.writable(t);
    }

    @Override
    public void settingsChanged(Turn t) {
        inbox.resize(settings.recvDepth, settings.recvBytes);
        refill(t);
        out.feed(t);
    }

    /** What was accepted goes into the peer's ring, to be flushed; without a peer it is lost. */
    @Override
    public void close(Turn t) {
        closed = true;
        out.flush(t);
        out.dropAccepted(t, DropReason.UNDELIVERED_AT_CLOSE);
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        if (opened) {
            throw ErrorCode.NOT_SUPPORTED.exception("a pair has no contexts, open another socket instead");
        }
        opened = true;
        return new Whole();
    }

    @Override
    public ContextLogic directed(Turn t, PipePort p) {
        return new DirectedSends() {
            @Override
            public void send(Turn turn, Op op) {
                if (peer == p) {
                    out.send(turn, op, PairOutlet.To.THIS_PEER);
                } else {
                    turn.fail(op, PEER_GONE);
                }
            }

            @Override
            public boolean sendable(Turn turn) {
                return peer == p && out.isReadyForPeer();
            }

            @Override
            public boolean isGone(Turn turn) {
                return peer != p;
            }
        };
    }

    /** The socket's own sends and receives. */
    private final class Whole implements ContextLogic {
        @Override
        public void send(Turn t, Op op) {
            out.send(t, op, PairOutlet.To.ANY);
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
        public boolean receivable(Turn t) {
            return inbox.size() > 0;
        }

        @Override
        public Depths depths(Turn t) {
            return inbox.depths().and(out.depths());
        }

        @Override
        public boolean sendable(Turn t) {
            return out.isReady();
        }

        @Override
        public void cancel(Turn t, Op op, Failure why) {
            t.fail(op, why);
        }

        @Override
        public void close(Turn t, Failure why) {
            out.failWaiting(t, why);
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

    /** Whether the inbox is full and a receiver will come to say when it no longer is. */
    private boolean mustPause() {
        return inbox.isFull() && inbox.awaitRoom();
    }

    private void refill(Turn t) {
        inbox.refilling();
        PipePort p = peer;
        if (mustPause()) {
            if (p != null) {
                p.pauseReading(t);
            }
        } else if (p != null) {
            p.resumeReading(t);
        }
    }
}
