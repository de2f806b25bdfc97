package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
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
import org.jspecify.annotations.Nullable;

/**
 * Pair, version 1, with any number of peers: sends name the peer, receives take from all in turn.
 *
 * <pre>
 *   pipe.send ---------------> [ PairOutlet ] --> that peer's ring
 *   send, exactly one peer --------^
 *   send, no peer -----------> [ PairOutlet nobody's ] - - becomes the outlet of the first peer that comes
 *   send, several peers -----> BadState
 *
 *   recv <-- [ line of those with unread messages ] <-- [ RecvQueue of each peer ], paused while its share is full
 *                                              ^------- [ RecvQueue of lost peers ]
 * </pre>
 *
 * <ol>
 *   <li>What is for nobody in particular waits in {@code nobodys} only while there is no peer.
 *   <li>While a receive waits, the line is empty; whoever has unread messages is in line, once.
 *   <li>The peers share {@code recvDepth} and {@code recvBytes} equally, and each may have one message unread whatever its
 *       share, so that nobody is locked out. What lost peers left is bounded by the whole again; the rest is dropped.
 *   <li>What was accepted for a peer that is lost is lost with it, unless it was for anybody and there is nobody else.
 * </ol>
 */
final class PairPoly extends ProtocolLogic<PairPoly.Peer> {
    private static final Failure AMBIGUOUS =
            new Failure(ErrorCode.BAD_STATE, "send: several peers are connected, say which one with Pipe.send");

    private final ProtocolSettings settings;
    private final Set<Peer> peers = new LinkedHashSet<>();
    private final ReadyPipes<Source> line = new ReadyPipes<>();
    private final Source lost;
    private final OpQueue receivers = new OpQueue();
    private PairOutlet nobodys;

    /** The high-water marks of peers that are gone. */
    private Depths gone = Depths.NONE;

    private boolean opened;
    private boolean closed;

    /** Where unread messages are from. */
    static class Source extends ReadyPipes.Member<Source> {
        final RecvQueue unread;

        Source(int depth, long bytes) {
            unread = new RecvQueue(depth, bytes);
        }

        /** The queue has room again. */
        void resume(Turn t) {}
    }

    /** A pipe with what it owes and is owed. */
    static final class Peer extends Source {
        private final PipePort port;
        private PairOutlet out;
        private boolean gone;

        Peer(PipePort port, PairOutlet out) {
            super(1, Long.MAX_VALUE);
            this.port = port;
            this.out = out;
        }

        Depths depths() {
            return unread.depths().and(out.depths());
        }

        @Override
        void resume(Turn t) {
            port.resumeReading(t);
        }
    }

    PairPoly(ProtocolSettings settings) {
        this.settings = settings;
        lost = new Source(settings.recvDepth, settings.recvBytes);
        nobodys = newOutlet();
    }

    @Override
    public Peer attach(Turn t, PipePort pipe) {
        Peer added = new Peer(pipe, nobodys);
        if (peers.isEmpty()) {
            nobodys = newOutlet();
        } else {
            added.out = newOutlet();
        }
        peers.add(added);
        share(t);
        added.out.connect(t, pipe);
        return added;
    }

    @Override
    public void detach(Turn t, Peer p, List<Message> unsent) {
        p.gone = true;
        peers.remove(p);
        gone = gone.and(p.depths().marks());
        p.out.disconnect(t, unsent, closed ? DropReason.UNDELIVERED_AT_CLOSE : DropReason.LOST_ON_DISCONNECT);
        if (closed) {
            p.out.dropAccepted(t, DropReason.UNDELIVERED_AT_CLOSE);
        } else if (peers.isEmpty()) {
            nobodys = p.out;
        } else {
            p.out.abandon(t);
        }
        bequeath(t, p);
        share(t);
    }

    /** What a lost peer left unread is still received, as far as there is room. */
    private void bequeath(Turn t, Peer p) {
        line.remove(p);
        for (Message m = p.unread.poll(); m != null; m = p.unread.poll()) {
            if (lost.unread.isFull()) {
                t.drop(p.port, m, DropReason.LOST_ON_DISCONNECT);
            } else {
                lost.unread.add(m);
                line.add(lost);
            }
        }
    }

    @Override
    public void receive(Turn t, Peer p, Message m) {
        Message body = PairVersion.V1.received(t, p.port, m, settings.maxTtl);
        if (body == null) {
            return;
        }
        Op waiting = receivers.first();
        if (closed) {
            t.drop(p.port, body, DropReason.UNREAD_AT_CLOSE);
        } else if (waiting != null) {
            t.complete(waiting, body);
        } else {
            p.unread.add(body);
            line.add(p);
            if (p.unread.isFull() && p.unread.awaitRoom()) {
                p.port.pauseReading(t);
            }
        }
    }

    /** It is handed down with what the peer leaves unread. */
    @Override
    public boolean receiveLast(Turn t, Peer p, Message m) {
        receive(t, p, m);
        return true;
    }

    @Override
    public void writable(Turn t, Peer p) {
        if (!p.gone) {
            p.out.writable(t);
        }
    }

    @Override
    public void settingsChanged(Turn t) {
        lost.unread.resize(settings.recvDepth, settings.recvBytes);
        share(t);
        nobodys.feed(t);
        for (Peer p : peers) {
            p.out.feed(t);
        }
    }

    /** What was accepted goes into the peers' rings, to be flushed; without a peer it is lost. */
    @Override
    public void close(Turn t) {
        closed = true;
        nobodys.dropAccepted(t, DropReason.UNDELIVERED_AT_CLOSE);
        for (Peer p : peers) {
            p.out.flush(t);
            p.out.dropAccepted(t, DropReason.UNDELIVERED_AT_CLOSE);
        }
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
    public ContextLogic directed(Turn t, Peer p) {
        return new DirectedSends() {
            @Override
            public void send(Turn turn, Op op) {
                if (p.gone) {
                    turn.fail(op, Pair.PEER_GONE);
                } else {
                    p.out.send(turn, op, PairOutlet.To.THIS_PEER);
                }
            }

            @Override
            public boolean sendable(Turn turn) {
                return p.out.isReadyForPeer();
            }

            @Override
            public boolean isGone(Turn turn) {
                return p.gone;
            }
        };
    }

    /** The socket's own sends and receives. */
    private final class Whole implements ContextLogic {
        @Override
        public void send(Turn t, Op op) {
            if (peers.size() > 1) {
                t.fail(op, AMBIGUOUS);
            } else {
                onlyOutlet().send(t, op, PairOutlet.To.ANY);
            }
        }

        private PairOutlet onlyOutlet() {
            return peers.isEmpty() ? nobodys : peers.iterator().next().out;
        }

        @Override
        public void receive(Turn t, Op op) {
            Message m = nextUnread(t);
            if (m != null) {
                t.complete(op, m);
            } else if (t.mayWait(op)) {
                receivers.add(op);
            }
        }

        @Override
        public boolean receivable(Turn t) {
            return !line.isEmpty();
        }

        @Override
        public Depths depths(Turn t) {
            Depths sum = gone.and(lost.unread.depths()).and(nobodys.depths());
            for (Peer p : peers) {
                sum = sum.and(p.depths());
            }
            return sum;
        }

        @Override
        public boolean sendable(Turn t) {
            return peers.size() <= 1 && onlyOutlet().isReady();
        }

        @Override
        public void cancel(Turn t, Op op, Failure why) {
            t.fail(op, why);
        }

        @Override
        public void close(Turn t, Failure why) {
            nobodys.failWaiting(t, why);
            peers.forEach(p -> p.out.failWaiting(t, why));
            receivers.failAll(t, why);
            for (Source source = line.poll(); source != null; source = line.poll()) {
                for (Message m = source.unread.poll(); m != null; m = source.unread.poll()) {
                    t.drop(source instanceof Peer p ? p.port : null, m, DropReason.UNREAD_AT_CLOSE);
                }
            }
        }
    }

    /** The oldest message of whoever is first in line, who then goes to its end. */
    private @Nullable Message nextUnread(Turn t) {
        Source source = line.poll();
        if (source == null) {
            return null;
        }
        Message m = Objects.requireNonNull(source.unread.poll(), "in line without a message");
        if (source.unread.size() > 0) {
            line.add(source);
        }
        resumeIfDue(t, source);
        return m;
    }

    private static void resumeIfDue(Turn t, Source source) {
        if (source.unread.refillDue()) {
            source.unread.refilling();
            source.resume(t);
        }
    }

    /** Gives each peer its share of the bounds. */
    private void share(Turn t) {
        int count = Math.max(1, peers.size());
        for (Peer p : peers) {
            p.unread.resize(settings.recvDepth / count, settings.recvBytes / count);
            resumeIfDue(t, p);
        }
    }

    private PairOutlet newOutlet() {
        return new PairOutlet(PairVersion.V1, settings);
    }
}
