package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.OpQueue;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;

/**
 * The way in of a socket that receives from many peers, and from each its share. Guarded by the Turn, but for the inbox.
 *
 * <pre>
 *   [ reading givers ] --> [ waiting ops ] or [ RecvQueue ] --> recv
 *        |       ^
 *        |       | the queue is half empty, or empty enough: all who stand in line, with equal shares
 *        | share is used up; or the queue is full: all, those who did not use theirs up in front
 *        v       |
 *   [ line of paused givers ]
 * </pre>
 *
 * <ol>
 *   <li>A giver either reads and has a share left, or stands in line and is paused.
 *   <li>Full: nobody reads. So the inbox never holds more than its bound, which is one message where that is 0.
 *   <li>While anybody stands in line, the receiver that brings the inbox down to half comes and says so.
 *   <li>Who has used up a share stands behind everybody who has not, and who stands in front is resumed first.
 *   <li>While a receive waits, {@code inbox} is empty, and everybody reads once that receive's Turn is over.
 *   <li>Where a full inbox drops instead, what arrives is dropped, and nobody is ever in line.
 * </ol>
 */
final class Inlet {
    private final WhenFull whenFull;
    private final RecvQueue inbox;
    private final OpQueue receivers = new OpQueue();
    private final ReadyPipes<Giver> reading = new ReadyPipes<>();
    private ReadyPipes<Giver> line = new ReadyPipes<>();
    private int givers;
    private boolean closed;

    /** What becomes of messages for which there is no room. */
    enum WhenFull {
        /** They stay with the peers, which are not read. */
        PAUSE,
        /** They are dropped. */
        DROP
    }

    /** A pipe that messages come from. */
    static final class Giver extends ReadyPipes.Member<Giver> {
        final PipePort port;
        private int share;
        private boolean inLine;

        Giver(PipePort port) {
            this.port = port;
        }
    }

    Inlet(WhenFull whenFull, ProtocolSettings settings) {
        this.whenFull = whenFull;
        inbox = new RecvQueue(settings.recvDepth, settings.recvBytes);
    }

    RecvQueue inbox() {
        return inbox;
    }

    Giver attach(Turn t, PipePort pipe) {
        Giver added = new Giver(pipe);
        givers++;
        if (whenFull == WhenFull.PAUSE) {
            added.share = inbox.room();
            reading.add(added);
            if (inbox.isFull()) {
                lineUp(t, added);
                refill(t);
            }
        }
        return added;
    }

    void detach(Giver p) {
        givers--;
        (p.inLine ? line : reading).remove(p);
    }

    /** A message as the application gets it has come from {@code p}. */
    void take(Turn t, Giver p, Message m) {
        if (given(t, p, m)) {
            return;
        }
        if (whenFull == WhenFull.PAUSE) {
            keep(t, p, m);
        } else if (inbox.hasRoomFor(m)) {
            inbox.add(m);
        } else {
            t.drop(p.port, m, DropReason.QUEUE_FULL);
        }
    }

    /** As {@link #take}, from a giver that is about to be detached and was paused. */
    void takeLast(Turn t, Giver p, Message m) {
        if (!given(t, p, m)) {
            inbox.add(m);
        }
    }

    private boolean given(Turn t, Giver p, Message m) {
        Op waiting = receivers.first();
        if (closed) {
            t.drop(p.port, m, DropReason.UNREAD_AT_CLOSE);
        } else if (waiting != null) {
            t.complete(waiting, m);
        }
        return closed || waiting != null;
    }

    private void keep(Turn t, Giver p, Message m) {
        inbox.add(m);
        p.share--;
        boolean full = inbox.isFull();
        if (full || p.share == 0) {
            lineUp(t, p);
        }
        if (full) {
            lineUpAll(t, p);
        }
        if (p.inLine) {
            refill(t);
        }
    }

    void receive(Turn t, Op op) {
        Message m = inbox.poll();
        if (m != null) {
            t.complete(op, m);
        } else if (t.mayWait(op)) {
            receivers.add(op);
        }
        if (inbox.refillDue()) {
            refill(t);
        }
    }

    /** Whether a receive that begins now gets a message at once. */
    boolean isReceivable() {
        return inbox.size() > 0;
    }

    /** Lets those in line read if there is room by now; if there is not, a receiver will call again. */
    void refill(Turn t) {
        inbox.refilling();
        if (line.isEmpty() || inbox.awaitRoom()) {
            return;
        }
        int share = Math.max(1, inbox.room() / givers);
        for (Giver p = line.poll(); p != null; p = line.poll()) {
            p.inLine = false;
            p.share = share;
            reading.add(p);
            p.port.resumeReading(t);
        }
    }

    void resize(Turn t, ProtocolSettings settings) {
        inbox.resize(settings.recvDepth, settings.recvBytes);
        refill(t);
    }

    /** What waits fails, what is unread is dropped, as is all that still comes. */
    void close(Turn t, Failure why) {
        closed = true;
        receivers.failAll(t, why);
        for (Message m = inbox.poll(); m != null; m = inbox.poll()) {
            t.drop(null, m, DropReason.UNREAD_AT_CLOSE);
        }
    }

    private void lineUp(Turn t, Giver p) {
        reading.remove(p);
        pause(t, p);
        line.add(p);
    }

    /** Nobody reads from now on; {@code last}, who filled the inbox, stays behind all others. */
    private void lineUpAll(Turn t, Giver last) {
        line.remove(last);
        ReadyPipes<Giver> all = new ReadyPipes<>();
        for (Giver p = reading.poll(); p != null; p = reading.poll()) {
            pause(t, p);
            all.add(p);
        }
        for (Giver p = line.poll(); p != null; p = line.poll()) {
            all.add(p);
        }
        all.add(last);
        line = all;
    }

    private static void pause(Turn t, Giver p) {
        p.inLine = true;
        p.port.pauseReading(t);
    }
}
