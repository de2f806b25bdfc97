package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.wire.SpHeader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Bus, version 0: sends every message to every direct neighbour and receives from all of them. Nothing is passed on.
 *
 * <pre>
 *            .--> [ ring of one neighbour ]       full: the message is dropped for that neighbour
 *   send ----+--> [ ring of another ]
 *            '--> no neighbour: dropped
 *   recv <-- [ Inlet ] <-- any neighbour; full: what arrives is dropped
 * </pre>
 *
 * <ol>
 *   <li>A send is done when it returns; it never waits and fails only when the socket is closed.
 *   <li>What one neighbour does is felt by no other, and reading never pauses.
 * </ol>
 */
final class Bus extends ProtocolLogic<Inlet.Giver> {
    private final ProtocolSettings settings;
    private final Inlet inlet;
    private final Set<Inlet.Giver> neighbours = new LinkedHashSet<>();
    private boolean opened;
    private boolean closed;

    Bus(ProtocolSettings settings) {
        this.settings = settings;
        inlet = new Inlet(Inlet.WhenFull.DROP, settings);
    }

    @Override
    public Inlet.Giver attach(Turn t, PipePort pipe) {
        pipe.resize(t, settings.sendDepth, settings.sendBytes);
        Inlet.Giver added = inlet.attach(t, pipe);
        neighbours.add(added);
        return added;
    }

    @Override
    public void detach(Turn t, Inlet.Giver p, List<Message> unsent) {
        neighbours.remove(p);
        inlet.detach(p);
        for (Message m : unsent) {
            t.drop(p.port, m, closed ? DropReason.UNDELIVERED_AT_CLOSE : DropReason.LOST_ON_DISCONNECT);
        }
    }

    @Override
    public void receive(Turn t, Inlet.Giver p, Message m) {
        inlet.take(t, p, SpHeader.bare(m));
    }

    @Override
    public boolean fansOut() {
        return true;
    }

    @Override
    public void settingsChanged(Turn t) {
        inlet.resize(t, settings);
        neighbours.forEach(p -> p.port.resize(t, settings.sendDepth, settings.sendBytes));
    }

    @Override
    public void close(Turn t) {
        closed = true;
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        if (opened) {
            throw ErrorCode.NOT_SUPPORTED.exception("a bus has no contexts, open another socket instead");
        }
        opened = true;
        return new Whole();
    }

    /** The socket's own sends and receives. */
    private final class Whole implements ContextLogic {
        @Override
        public void send(Turn t, Op op) {
            Message m = SpHeader.bare(op.message());
            if (neighbours.isEmpty()) {
                t.drop(null, m, DropReason.NO_PEER);
            }
            for (Inlet.Giver p : neighbours) {
                p.port.offerOrDrop(t, m);
            }
            t.complete(op);
        }

        @Override
        public void receive(Turn t, Op op) {
            inlet.receive(t, op);
        }

        @Override
        public boolean receivable(Turn t) {
            return inlet.isReceivable();
        }

        @Override
        public boolean sendable(Turn t) {
            return true;
        }

        @Override
        public void cancel(Turn t, Op op, Failure why) {
            t.fail(op, why);
        }

        @Override
        public void close(Turn t, Failure why) {
            inlet.close(t, why);
        }

        @Override
        public RecvQueue inbox() {
            return inlet.inbox();
        }
    }
}
