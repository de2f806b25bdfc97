package io.sp4j.internal.protocol;

import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.wire.SpHeader;
import java.util.List;

/**
 * Pull, version 0: receives from all pushers, and from each its share.
 *
 * <pre>
 *   pushers --> [ Inlet ] --> recv              full: nobody is read
 * </pre>
 */
final class Pull extends ProtocolLogic<Inlet.Giver> {
    private static final Failure NO_SEND = new Failure(ErrorCode.NOT_SUPPORTED, "send: a puller sends nothing");

    private final ProtocolSettings settings;
    private final Inlet inlet;
    private boolean opened;

    Pull(ProtocolSettings settings) {
        this.settings = settings;
        inlet = new Inlet(Inlet.WhenFull.PAUSE, settings);
    }

    @Override
    public Inlet.Giver attach(Turn t, PipePort pipe) {
        return inlet.attach(t, pipe);
    }

    @Override
    public void detach(Turn t, Inlet.Giver p, List<Message> unsent) {
        inlet.detach(p);
        if (!unsent.isEmpty()) {
            throw new IllegalStateException(
                    "a puller sends nothing, and pipe " + p.port.id() + " hands something back");
        }
    }

    @Override
    public void receive(Turn t, Inlet.Giver p, Message m) {
        inlet.take(t, p, SpHeader.bare(m));
    }

    @Override
    public void settingsChanged(Turn t) {
        inlet.resize(t, settings);
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        if (opened) {
            throw ErrorCode.NOT_SUPPORTED.exception("a puller has no contexts, open another socket instead");
        }
        opened = true;
        return new Whole();
    }

    /** The socket's own receives. */
    private final class Whole implements ContextLogic {
        @Override
        public void send(Turn t, Op op) {
            t.fail(op, NO_SEND);
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
            return false;
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

        @Override
        public void refill(Turn t) {
            inlet.refill(t);
        }
    }
}
