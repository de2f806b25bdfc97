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
 * Bus, version 0: sends every message to every direct neighbour and receives from all of them. Nothing is passed on.
 *
 * <pre>
 *            .--> [ ring of one neighbour ]       full: the message is dropped for that neighbour
 *   send ----+--> [ ring of another ]
 *            '--> no neighbour: dropped
 *   recv <-- [ waiting ops ] or [ RecvQueue ] <-- any neighbour; full: what arrives is dropped
 * </pre>
 *
 * <ol>
 *   <li>A send is done when it returns; it never waits and fails only when the socket is closed.
 *   <li>What one neighbour does is felt by no other, and reading never pauses.
 *   <li>While a receive waits, {@code inbox} is empty.
 * </ol>
 */
final class Bus extends ProtocolLogic<PipePort> {
    private final ProtocolSettings settings;
    private final RecvQueue inbox;
    private final Set<PipePort> neighbours = new LinkedHashSet<>();
    private final OpQueue receivers = new OpQueue();
    private boolean opened;
    private boolean closed;

    Bus(ProtocolSettings settings) {
        this.settings = settings;
        inbox = new RecvQueue(settings.recvDepth, settings.recvBytes);
    }

    @Override
    public PipePort attach(Turn t, PipePort pipe) {
        pipe.resize(t, settings.sendDepth, settings.sendBytes);
        neighbours.add(pipe);
        return pipe;
    }

    @Override
    public void detach(Turn t, PipePort p, List<Message> unsent) {
        neighbours.remove(p);
        for (Message m : unsent) {
            t.drop(p, m, closed ? DropReason.UNDELIVERED_AT_CLOSE : DropReason.LOST_ON_DISCONNECT);
        }
    }

    @Override
    public void receive(Turn t, PipePort p, Message m) {
        Message body = SpHeader.bare(m);
        Op waiting = receivers.first();
        if (closed) {
            t.drop(p, body, DropReason.UNREAD_AT_CLOSE);
        } else if (waiting != null) {
            t.complete(waiting, body);
        } else if (inbox.hasRoomFor(body)) {
            inbox.add(body);
        } else {
            t.drop(p, body, DropReason.QUEUE_FULL);
        }
    }

    @Override
    public boolean fansOut() {
        return true;
    }

    @Override
    public void settingsChanged(Turn t) {
        inbox.resize(settings.recvDepth, settings.recvBytes);
        neighbours.forEach(pipe -> pipe.resize(t, settings.sendDepth, settings.sendBytes));
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
            for (PipePort pipe : neighbours) {
                pipe.offerOrDrop(t, m);
            }
            t.complete(op);
        }

        @Override
        public void receive(Turn t, Op op) {
            Message m = inbox.poll();
            if (m != null) {
                t.complete(op, m);
            } else if (t.mayWait(op)) {
                receivers.add(op);
            }
        }

        @Override
        public boolean receivable(Turn t) {
            return inbox.size() > 0;
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
            receivers.failAll(t, why);
            for (Message m = inbox.poll(); m != null; m = inbox.poll()) {
                t.drop(null, m, DropReason.UNREAD_AT_CLOSE);
            }
        }

        @Override
        public RecvQueue inbox() {
            return inbox;
        }
    }
}
