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
 * Push, version 0: each message goes to one puller, to those that have room in turn.
 *
 * <pre>
 *   send --> [ Outlet ] --> the puller whose turn it is        nobody has room: the send waits
 *            [ Discards ] <-- anything that a puller says
 * </pre>
 */
final class Push extends ProtocolLogic<Push.Puller> {
    private static final Failure NO_RECV = new Failure(ErrorCode.NOT_SUPPORTED, "recv: a pusher receives nothing");

    private final Outlet outlet;
    private final Discards discards = new Discards();
    private boolean opened;

    /** What push keeps for a pipe. */
    static final class Puller extends Outlet.Taker {
        private final Discards.Source talk;

        Puller(PipePort port, Discards.Source talk) {
            super(port);
            this.talk = talk;
        }
    }

    Push(ProtocolSettings settings) {
        outlet = new Outlet(settings);
    }

    @Override
    public Puller attach(Turn t, PipePort pipe) {
        Puller added = new Puller(pipe, discards.add(pipe));
        outlet.attach(t, added);
        return added;
    }

    @Override
    public void detach(Turn t, Puller p, List<Message> unsent) {
        discards.remove(p.talk);
        outlet.detach(t, p, unsent);
    }

    @Override
    public void receive(Turn t, Puller p, Message m) {
        discards.discard(t, p.talk, m);
    }

    @Override
    public void tick(Turn t) {
        discards.tick(t);
    }

    @Override
    public void writable(Turn t, Puller p) {
        outlet.writable(t, p);
    }

    @Override
    public void settingsChanged(Turn t) {
        outlet.feed(t);
    }

    @Override
    public void close(Turn t) {
        outlet.close(t);
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        if (opened) {
            throw ErrorCode.NOT_SUPPORTED.exception("a pusher has no contexts, open another socket instead");
        }
        opened = true;
        return new Whole();
    }

    /** The socket's own sends. */
    private final class Whole implements ContextLogic {
        @Override
        public void send(Turn t, Op op) {
            outlet.send(t, op, SpHeader.bare(op.message()));
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
        public Depths depths(Turn t) {
            return outlet.depths();
        }

        @Override
        public boolean sendable(Turn t) {
            return outlet.isReady();
        }

        @Override
        public void cancel(Turn t, Op op, Failure why) {
            t.fail(op, why);
        }

        @Override
        public void close(Turn t, Failure why) {
            outlet.failWaiting(t, why);
        }
    }
}
