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
import java.util.List;

/**
 * Pull, version 0: receives from all pushers, and from each its share.
 *
 * <pre>
 *   [ reading pushers ] --> [ waiting ops ] or [ RecvQueue ] --> recv
 *        |       ^
 *        |       | the queue is half empty, or empty enough: all who stand in line, with equal shares
 *        | share is used up; or the queue is full: all, those who did not use theirs up in front
 *        v       |
 *   [ line of paused pushers ]
 * </pre>
 *
 * <ol>
 *   <li>A pusher either reads and has a share left, or stands in line and is paused.
 *   <li>Full: nobody reads. So the inbox never holds more than its bound, which is one message where that is 0.
 *   <li>While anybody stands in line, the receiver that brings the inbox down to half comes and says so.
 *   <li>Who has used up a share stands behind everybody who has not, and who stands in front is resumed first.
 *   <li>While a receive waits, {@code inbox} is empty, and everybody reads once that receive's Turn is over.
 * </ol>
 */
final class Pull extends ProtocolLogic<Pull.Pusher> {
    private static final Failure NO_SEND = new Failure(ErrorCode.NOT_SUPPORTED, "send: a puller sends nothing");

    private final ProtocolSettings settings;
    private final RecvQueue inbox;
    private final OpQueue receivers = new OpQueue();
    private final ReadyPipes<Pusher> reading = new ReadyPipes<>();
    private ReadyPipes<Pusher> line = new ReadyPipes<>();
    private int pushers;
    private boolean opened;
    private boolean closed;

    /** What pull keeps for a pipe. */
    static final class Pusher extends ReadyPipes.Member<Pusher> {
        private final PipePort port;
        private int share;
        private boolean inLine;

        Pusher(PipePort port) {
            this.port = port;
        }
    }

    Pull(ProtocolSettings settings) {
        this.settings = settings;
        inbox = new RecvQueue(settings.recvDepth, settings.recvBytes);
    }

    @Override
    public Pusher attach(Turn t, PipePort pipe) {
        Pusher added = new Pusher(pipe);
        pushers++;
        added.share = inbox.room();
        reading.add(added);
        if (inbox.isFull()) {
            lineUp(t, added);
            serve(t);
        }
        return added;
    }

    @Override
    public void detach(Turn t, Pusher p, List<Message> unsent) {
        pushers--;
        (p.inLine ? line : reading).remove(p);
        if (!unsent.isEmpty()) {
            throw new IllegalStateException(
                    "a puller sends nothing, and pipe " + p.port.id() + " hands something back");
        }
    }

    @Override
    public void receive(Turn t, Pusher p, Message m) {
        Message body = SpHeader.bare(m);
        Op waiting = receivers.first();
        if (closed) {
            t.drop(p.port, body, DropReason.UNREAD_AT_CLOSE);
        } else if (waiting != null) {
            t.complete(waiting, body);
        } else {
            inbox.add(body);
            p.share--;
            boolean full = inbox.isFull();
            if (full || p.share == 0) {
                lineUp(t, p);
            }
            if (full) {
                lineUpAll(t, p);
            }
            if (p.inLine) {
                serve(t);
            }
        }
    }

    @Override
    public void settingsChanged(Turn t) {
        inbox.resize(settings.recvDepth, settings.recvBytes);
        serve(t);
    }

    @Override
    public void close(Turn t) {
        closed = true;
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
            Message m = inbox.poll();
            if (m != null) {
                t.complete(op, m);
            } else if (t.mayWait(op)) {
                receivers.add(op);
            }
            if (inbox.refillDue()) {
                serve(t);
            }
        }

        @Override
        public boolean receivable(Turn t) {
            return inbox.size() > 0;
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
            serve(t);
        }
    }

    private void lineUp(Turn t, Pusher p) {
        reading.remove(p);
        pause(t, p);
        line.add(p);
    }

    /** Nobody reads from now on; {@code last}, who filled the inbox, stays behind all others. */
    private void lineUpAll(Turn t, Pusher last) {
        line.remove(last);
        ReadyPipes<Pusher> all = new ReadyPipes<>();
        for (Pusher p = reading.poll(); p != null; p = reading.poll()) {
            pause(t, p);
            all.add(p);
        }
        for (Pusher p = line.poll(); p != null; p = line.poll()) {
            all.add(p);
        }
        all.add(last);
        line = all;
    }

    private static void pause(Turn t, Pusher p) {
        p.inLine = true;
        p.port.pauseReading(t);
    }

    /** Lets those in line read if there is room by now; if there is not, a receiver will call again. */
    private void serve(Turn t) {
        inbox.refilling();
        if (line.isEmpty() || inbox.awaitRoom()) {
            return;
        }
        int share = Math.max(1, inbox.room() / pushers);
        for (Pusher p = line.poll(); p != null; p = line.poll()) {
            p.inLine = false;
            p.share = share;
            reading.add(p);
            p.port.resumeReading(t);
        }
    }
}
