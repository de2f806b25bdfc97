package io.sp4j.internal.protocol;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any protocol in raw mode: messages come with their header words and go where these say. It keeps no requests, surveys or
 * topics; what differs between protocols is a line of {@link RawSpec}.
 *
 * <pre>
 *   recv <-- [ Inlet ] <-- header apart <-- peers
 *   send --> header checked --+--> [ Outlet ] --> one peer                        waits for room
 *                             +--> the ring of each peer, or of the one named     full: dropped
 *                             '--> nobody: dropped
 * </pre>
 *
 * <ol>
 *   <li>A send fails only where the direction does not exist, the header has no place in the protocol, or the socket is
 *       closed. What has nowhere to go is dropped and counted; then the op's note is the {@link DropReason}.
 *   <li>What a lost peer never began waits for the next one where sends wait, and is dropped elsewhere.
 * </ol>
 */
final class Raw extends ProtocolLogic<Raw.Peer> {
    private static final Failure NO_RECV =
            new Failure(ErrorCode.NOT_SUPPORTED, "recv: a socket of this protocol receives nothing, raw or not");
    private static final Failure NO_SEND =
            new Failure(ErrorCode.NOT_SUPPORTED, "send: a socket of this protocol sends nothing, raw or not");
    private static final Failure BAD_HEADER = new Failure(
            ErrorCode.PROTOCOL_ERROR, "send: the header must be one word, the hops so far, which are less than 255");

    private final RawSpec spec;
    private final ProtocolSettings settings;
    private final Inlet inlet;
    private final Outlet outlet;
    private final Discards discards = new Discards();
    private final Map<Integer, Peer> peers = new LinkedHashMap<>();
    private boolean opened;
    private boolean closed;

    /** What a raw socket keeps for a pipe. */
    static final class Peer extends Outlet.Taker {
        private final Inlet.Giver in;
        private final Discards.Source talk;

        Peer(PipePort port, Inlet.Giver in, Discards.Source talk) {
            super(port);
            this.in = in;
            this.talk = talk;
        }
    }

    Raw(Protocol protocol, ProtocolSettings settings) {
        this.spec = RawSpec.of(protocol);
        this.settings = settings;
        inlet = new Inlet(spec.in == RawSpec.In.PAUSES ? Inlet.WhenFull.PAUSE : Inlet.WhenFull.DROP, settings);
        outlet = new Outlet(settings);
    }

    @Override
    public Peer attach(Turn t, PipePort pipe) throws PipeRejected {
        if (spec.out == RawSpec.Out.TO_THE_PEER && !peers.isEmpty()) {
            throw new PipeRejected(CloseReason.BUSY, "a pair has one peer, and another pipe is connected already");
        }
        Peer added = new Peer(pipe, inlet.attach(t, pipe), discards.add(pipe));
        peers.put(pipe.id(), added);
        if (spec.out == RawSpec.Out.TO_ONE_AS_IT_KEEPS_UP) {
            pipe.resize(t, 0);
        }
        if (spec.waits()) {
            outlet.attach(t, added);
        } else {
            pipe.resize(t, settings.sendDepth, settings.sendBytes);
        }
        return added;
    }

    @Override
    public void detach(Turn t, Peer p, List<Message> unsent) {
        peers.remove(p.port.id());
        inlet.detach(p.in);
        discards.remove(p.talk);
        if (spec.waits()) {
            outlet.detach(t, p, unsent);
            return;
        }
        for (Message m : unsent) {
            t.drop(p.port, m, closed ? DropReason.UNDELIVERED_AT_CLOSE : DropReason.LOST_ON_DISCONNECT);
        }
    }

    @Override
    public void receive(Turn t, Peer p, Message m) {
        if (spec.in == RawSpec.In.DISCARDS) {
            discards.discard(t, p.talk, m);
        } else if (spec.in == RawSpec.In.CLOSES) {
            t.drop(p.port, m, DropReason.UNEXPECTED_DATA);
            p.port.close(t, CloseReason.UNEXPECTED_DATA, "a subscriber sent a message, which no subscriber may");
        } else {
            Message shown = spec.header.received(t, p.port, m, settings.maxTtl);
            if (shown != null) {
                inlet.take(t, p.in, shown);
            }
        }
    }

    /** A pair keeps what its lost peer had brought, as the cooked one does. */
    @Override
    public boolean receiveLast(Turn t, Peer p, Message m) {
        if (spec.out != RawSpec.Out.TO_THE_PEER) {
            return false;
        }
        Message shown = spec.header.received(t, p.port, m, settings.maxTtl);
        if (shown != null) {
            inlet.takeLast(t, p.in, shown);
        }
        return true;
    }

    @Override
    public void writable(Turn t, Peer p) {
        if (spec.waits()) {
            outlet.writable(t, p);
        }
    }

    @Override
    public void tick(Turn t) {
        discards.tick(t);
    }

    @Override
    public boolean fansOut() {
        return spec.fansOut();
    }

    @Override
    public void settingsChanged(Turn t) {
        inlet.resize(t, settings);
        if (spec.waits()) {
            outlet.feed(t);
        } else {
            peers.values().forEach(p -> p.port.resize(t, settings.sendDepth, settings.sendBytes));
        }
    }

    @Override
    public void close(Turn t) {
        closed = true;
        if (spec.waits()) {
            outlet.close(t);
        }
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        if (opened) {
            throw ErrorCode.NOT_SUPPORTED.exception("a raw socket has no contexts");
        }
        opened = true;
        return new Whole();
    }

    /** The socket's own sends and receives. */
    private final class Whole implements ContextLogic {
        @Override
        public void send(Turn t, Op op) {
            Message m = spec.out == RawSpec.Out.NOWHERE ? null : spec.header.toSend(op.message());
            if (m == null) {
                t.fail(op, spec.out == RawSpec.Out.NOWHERE ? NO_SEND : BAD_HEADER);
            } else if (spec.waits()) {
                outlet.send(t, op, m);
            } else if (spec.fansOut()) {
                sendToAll(t, op, m);
            } else {
                sendToOne(t, op, m);
            }
        }

        @Override
        public void receive(Turn t, Op op) {
            if (spec.receives()) {
                inlet.receive(t, op);
            } else {
                t.fail(op, NO_RECV);
            }
        }

        @Override
        public boolean receivable(Turn t) {
            return inlet.isReceivable();
        }

        @Override
        public Depths depths(Turn t) {
            return inlet.inbox().depths().and(outlet.depths());
        }

        @Override
        public boolean sendable(Turn t) {
            return spec.waits() ? outlet.isReady() : spec.sends();
        }

        @Override
        public void cancel(Turn t, Op op, Failure why) {
            t.fail(op, why);
        }

        @Override
        public void close(Turn t, Failure why) {
            outlet.failWaiting(t, why);
            inlet.close(t, why);
        }

        @Override
        public @Nullable RecvQueue inbox() {
            return spec.receives() ? inlet.inbox() : null;
        }

        @Override
        public void refill(Turn t) {
            inlet.refill(t);
        }
    }

    private void sendToAll(Turn t, Op op, Message m) {
        int leftOut = spec.out == RawSpec.Out.TO_ALL_BUT_THE_PIPE_NAMED ? RawHeader.pipeNamed(op.message()) : 0;
        boolean toSomebody = false;
        for (Peer p : peers.values()) {
            if (p.port.id() == leftOut) {
                continue;
            }
            toSomebody = true;
            if (spec.out == RawSpec.Out.TO_ALL_DROPPING_OLDEST) {
                p.port.offerDroppingOldest(t, m);
            } else {
                p.port.offerOrDrop(t, m);
            }
        }
        if (!toSomebody) {
            drop(t, op, m, DropReason.NO_PEER);
        }
        t.complete(op);
    }

    private void sendToOne(Turn t, Op op, Message m) {
        int id = RawHeader.pipeNamed(op.message());
        Peer p = peers.get(id);
        if (p == null) {
            drop(t, op, m, id == 0 ? DropReason.NO_ADDRESS : DropReason.NO_PEER);
        } else if (!p.port.offerOrDrop(t, m)) {
            op.note(DropReason.QUEUE_FULL);
        }
        t.complete(op);
    }

    private static void drop(Turn t, Op op, Message m, DropReason why) {
        op.note(why);
        t.drop(null, m, why);
    }
}
