package io.sp4j.internal.protocol;

import io.sp4j.CloseReason;
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
 * Pub, version 0: sends every message to every subscriber; they do the filtering.
 *
 * <pre>
 *            .--> [ ring of one subscriber ]      full: its oldest message is dropped
 *   send ----+--> [ ring of another ]
 *            '--> no subscriber: dropped
 *   anything received: the pipe is closed
 * </pre>
 *
 * <ol>
 *   <li>A send is done when it returns; it never waits and fails only when the socket is closed.
 *   <li>What one subscriber does is felt by no other.
 *   <li>Each subscriber gets an ordered part of what was sent since it came; the newest messages are the last to be lost.
 * </ol>
 */
final class Pub extends ProtocolLogic<PipePort> {
    private static final Failure NO_RECV = new Failure(ErrorCode.NOT_SUPPORTED, "recv: a publisher receives nothing");

    private final ProtocolSettings settings;
    private final Set<PipePort> subscribers = new LinkedHashSet<>();
    private boolean opened;
    private boolean closed;

    Pub(ProtocolSettings settings) {
        this.settings = settings;
    }

    @Override
    public PipePort attach(Turn t, PipePort pipe) {
        pipe.resize(t, settings.sendDepth, settings.sendBytes);
        subscribers.add(pipe);
        return pipe;
    }

    @Override
    public void detach(Turn t, PipePort p, List<Message> unsent) {
        subscribers.remove(p);
        for (Message m : unsent) {
            t.drop(p, m, closed ? DropReason.UNDELIVERED_AT_CLOSE : DropReason.LOST_ON_DISCONNECT);
        }
    }

    @Override
    public void receive(Turn t, PipePort p, Message m) {
        t.drop(p, m, DropReason.UNEXPECTED_DATA);
        p.close(t, CloseReason.UNEXPECTED_DATA, "a subscriber sent a message, which no subscriber may");
    }

    @Override
    public boolean fansOut() {
        return true;
    }

    @Override
    public void settingsChanged(Turn t) {
        subscribers.forEach(pipe -> pipe.resize(t, settings.sendDepth, settings.sendBytes));
    }

    @Override
    public void close(Turn t) {
        closed = true;
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        if (opened) {
            throw ErrorCode.NOT_SUPPORTED.exception("a publisher has no contexts, open another socket instead");
        }
        opened = true;
        return new Whole();
    }

    /** The socket's own sends. */
    private final class Whole implements ContextLogic {
        @Override
        public void send(Turn t, Op op) {
            Message m = SpHeader.bare(op.message());
            if (subscribers.isEmpty()) {
                t.drop(null, m, DropReason.NO_PEER);
            }
            for (PipePort pipe : subscribers) {
                pipe.offerDroppingOldest(t, m);
            }
            t.complete(op);
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
            return true;
        }

        @Override
        public void cancel(Turn t, Op op, Failure why) {
            throw new IllegalStateException("a publisher keeps no op, so there is none to cancel: " + op);
        }

        @Override
        public void close(Turn t, Failure why) {}
    }
}
