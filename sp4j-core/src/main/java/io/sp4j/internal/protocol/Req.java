package io.sp4j.internal.protocol;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.wire.SpHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Req, version 0: each request goes to one peer and is answered once. This class moves requests between the line, the
 * pipes and the peers; {@link ReqContext} is what the user sees of one of them.
 *
 * <pre>
 *              lineUp                 transmit
 *   register ----------> [ line ] ------------------> [ carried by a pipe ] ---> reply
 *       |                   ^  ^--- pipe lost: same place -----'   |
 *       |                   '------ resend due: last place --------'
 *       '--- a pipe is ready: at once
 * </pre>
 *
 * <ol>
 *   <li>Requests in line and ready pipes never meet: one of the two is empty when a Turn ends.
 *   <li>A request keeps the place at which it joined the line. All that wait were behind those that pipes have taken, so
 *       what a lost pipe gives back is first again, in the order it was sent, whichever pipe is lost first.
 *   <li>A pipe of depth 0 is ready when it has written what it took: peers get requests as they keep up.
 *   <li>A reply counts if its id is live and its pipe took that request in any transmission.
 *   <li>A resend that still stands in line when the pipe writes the copy it took before is that copy.
 * </ol>
 */
final class Req extends ProtocolLogic<ReqPipe> {
    private final RandomGenerator random;
    private final Map<Integer, Request> live = new HashMap<>();
    private final TreeMap<Long, Request> line = new TreeMap<>();
    private final ReadyPipes<ReqPipe> ready = new ReadyPipes<>();
    private final ResendTimer timer;
    private long lastPlace;
    private boolean closed;

    Req(RandomGenerator random, ProtocolSettings settings) {
        this.random = random;
        this.timer = new ResendTimer(settings);
    }

    @Override
    public ReqPipe attach(Turn t, PipePort pipe) {
        pipe.resize(t, 0);
        ReqPipe added = new ReqPipe(pipe);
        ready.add(added);
        serve(t);
        return added;
    }

    @Override
    public void detach(Turn t, ReqPipe p, List<Message> unsent) {
        retire(p);
        p.writing = null;
        for (Message m : unsent) {
            Request request = live.get(SpHeader.word(m, 0));
            if (request != null && request.message == m) {
                request.handedBack();
            } else {
                t.drop(p.port, m, closed ? DropReason.UNDELIVERED_AT_CLOSE : DropReason.LOST_ON_DISCONNECT);
            }
        }
        for (Request request : new ArrayList<>(p.carried)) {
            request.leavePipe();
            if (request.context.resends() || request.isUnseen()) {
                line.put(request.place, request);
                request.context.queuedAgain();
            } else {
                forget(request);
                request.context.reset(t);
            }
        }
        serve(t);
    }

    @Override
    public void receive(Turn t, ReqPipe p, Message m) {
        if (SpHeader.words(m) == 0) {
            refuse(t, p, "a reply without a request id");
            return;
        }
        int id = SpHeader.word(m, 0);
        if (!Backtrace.isEnd(id)) {
            refuse(t, p, "a reply whose request id lacks the top bit");
            return;
        }
        Request request = live.get(id);
        if (request == null) {
            t.drop(p.port, m, closed ? DropReason.UNREAD_AT_CLOSE : DropReason.STALE_REPLY);
        } else if (!request.wasCarriedBy(p)) {
            t.drop(p.port, m, DropReason.UNEXPECTED_REPLY);
        } else {
            forget(request);
            request.context.answered(t, SpHeader.cut(m, 1));
        }
    }

    @Override
    public void writable(Turn t, ReqPipe p) {
        Request written = p.writing;
        p.writing = null;
        if (p.gone) {
            return;
        }
        if (written != null && line.remove(written.place, written)) {
            written.carriedBy(p);
            written.context.sent(t, written);
        }
        ready.add(p);
        serve(t);
    }

    @Override
    public void tick(Turn t) {
        if (!timer.beginTick(t)) {
            return;
        }
        TreeMap<Long, Request> due = new TreeMap<>();
        for (Request request : live.values()) {
            if (request.pipe() != null && request.timed) {
                if (request.dueNanos - t.now() <= 0) {
                    due.put(request.place, request);
                } else {
                    timer.want(t, request.dueNanos);
                }
            }
        }
        for (Request request : due.values()) {
            request.leavePipe();
            request.context.queuedAgain();
            lineUp(request);
        }
        serve(t);
        timer.endTick();
    }

    @Override
    public void close(Turn t) {
        closed = true;
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        return new ReqContext(this, own);
    }

    /** A new request under an id that no other live one has. */
    Request register(ReqContext context, Op sending) {
        int id;
        do {
            id = random.nextInt() | SpHeader.END_BIT;
        } while (live.containsKey(id));
        Request added = new Request(context, id, SpHeader.withWord(sending.message(), id), sending);
        added.place = ++lastPlace;
        live.put(id, added);
        return added;
    }

    /** Gives a new request to a ready pipe, if there is one. */
    boolean transmit(Turn t, Request request) {
        for (ReqPipe p = ready.poll(); p != null; p = ready.poll()) {
            if (taken(t, p, request)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a new request would go out at once. */
    boolean hasReadyPipe() {
        return !ready.isEmpty();
    }

    /** Puts a request at the end of the line. */
    void lineUp(Request request) {
        request.place = ++lastPlace;
        line.put(request.place, request);
    }

    /** When a request that is sent now is due again. */
    long deadline(Turn t, long resendNanos) {
        return timer.deadline(t, resendNanos);
    }

    /** Whoever answers it from now on is late. A copy in a pipe may still go out. */
    void forget(Request request) {
        live.remove(request.id);
        line.remove(request.place, request);
        request.forgotten();
    }

    /** Lets the line and the ready pipes meet. */
    private void serve(Turn t) {
        while (!line.isEmpty() && !ready.isEmpty()) {
            Request first = line.firstEntry().getValue();
            line.remove(first.place);
            if (!transmit(t, first)) {
                line.put(first.place, first);
            }
        }
    }

    /** Whether the pipe took the request; if it refused, it is not ready until it is writable. */
    private static boolean taken(Turn t, ReqPipe p, Request request) {
        if (!p.port.offer(t, request.message)) {
            return false;
        }
        p.writing = request;
        request.takenBy(p);
        request.context.sent(t, request);
        return true;
    }

    private void refuse(Turn t, ReqPipe p, String why) {
        retire(p);
        p.port.close(t, CloseReason.MALFORMED, why);
    }

    private void retire(ReqPipe p) {
        p.gone = true;
        ready.remove(p);
    }
}
