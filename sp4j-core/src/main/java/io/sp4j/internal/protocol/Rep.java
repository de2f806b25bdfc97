package io.sp4j.internal.protocol;

import io.sp4j.CloseReason;
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
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rep, version 0: answers requests. A reply goes back over the pipe that its request came from, behind the backtrace
 * that the request had. Respondent, version 0, is the same with surveys; only what is said to the user differs.
 *
 * <pre>
 *   pipe --> [ one request, reading paused ] --> [ line of such pipes ] --> recv --> the context owes a reply
 *   pipe <-- [ waiting replies, first in first out ] <-- send <----------------------------'
 * </pre>
 *
 * <ol>
 *   <li>While a receive waits, the line is empty.
 *   <li>A pipe in line has exactly one request and is paused; all pipes get their turn.
 *   <li>A pipe for which replies wait is paused: a peer that does not read its answers asks no more questions.
 *   <li>Any attempt to send ends what the context owes, whether or not it succeeds.
 *   <li>A waiting reply is an op in its pipe's queue. A context can have several, it owes at most one more.
 *   <li>A reply to a pipe that is gone is a success without effect: the requester has asked somebody else by now.
 * </ol>
 */
final class Rep extends ProtocolLogic<Rep.Requester> {
    private static final Failure RECEIVES_ALREADY = new Failure(
            ErrorCode.BAD_STATE,
            "recv: another receive waits here already, open a context for each thread or use serve");

    private final String asked;
    private final Failure nothingToAnswer;
    private final ProtocolSettings settings;
    private final ReadyPipes<Requester> line = new ReadyPipes<>();
    private final OpQueue receivers = new OpQueue();
    private @Nullable Answering main;
    private int mostInLine;
    private boolean closed;

    /** What rep keeps for a pipe. */
    static final class Requester extends ReadyPipes.Member<Requester> {
        private final PipePort port;
        private final OpQueue replies = new OpQueue();
        private @Nullable Incoming request;
        private boolean busy;
        private boolean paused;
        private boolean gone;

        Requester(PipePort port) {
            this.port = port;
        }
    }

    /** A request as the application gets it, and what its reply begins with. */
    private record Incoming(Requester from, byte[] backtrace, Message body) {}

    /** What a waiting send is about. */
    private record Reply(Answering context, Requester to, Message message) {}

    private Rep(String asked, ProtocolSettings settings) {
        this.asked = asked;
        this.settings = settings;
        nothingToAnswer = new Failure(
                ErrorCode.BAD_STATE,
                "send: no " + asked + " to answer, recv one first; threads that share a socket need a context each");
    }

    /** Answers requests. */
    static Rep replier(ProtocolSettings settings) {
        return new Rep("request", settings);
    }

    /** Answers surveys. */
    static Rep respondent(ProtocolSettings settings) {
        return new Rep("survey", settings);
    }

    @Override
    public Requester attach(Turn t, PipePort pipe) {
        pipe.resize(t, 0);
        return new Requester(pipe);
    }

    @Override
    public void detach(Turn t, Requester p, List<Message> unsent) {
        p.gone = true;
        line.remove(p);
        DropReason lost = closed ? DropReason.UNDELIVERED_AT_CLOSE : DropReason.LOST_ON_DISCONNECT;
        Incoming unread = p.request;
        if (unread != null) {
            p.request = null;
            t.drop(p.port, unread.body, DropReason.LOST_ON_DISCONNECT);
        }
        for (Message m : unsent) {
            t.drop(p.port, m, lost);
        }
        for (Op op = p.replies.first(); op != null; op = p.replies.first()) {
            Message reply = settled(op).message;
            t.complete(op);
            t.drop(p.port, reply, DropReason.NO_PEER);
        }
    }

    @Override
    public void receive(Turn t, Requester p, Message m) {
        int words = Backtrace.words(m, settings.maxTtl);
        if (words == Backtrace.HOP_LIMIT) {
            t.drop(p.port, m, DropReason.HOP_LIMIT);
        } else if (words == Backtrace.MALFORMED) {
            p.port.close(t, CloseReason.MALFORMED, "a " + asked + " without a " + asked + " id");
        } else if (closed) {
            t.drop(p.port, SpHeader.cut(m, words), DropReason.UNREAD_AT_CLOSE);
        } else {
            accept(t, new Incoming(p, SpHeader.front(m, words), SpHeader.cut(m, words)));
        }
    }

    private void accept(Turn t, Incoming request) {
        Requester p = request.from;
        Op waiting = receivers.first();
        if (waiting != null) {
            Answering context = (Answering) Objects.requireNonNull(waiting.note());
            context.take(t, waiting, request);
        } else if (p.request == null) {
            p.request = request;
            line.add(p);
            mostInLine = Math.max(mostInLine, line.size());
            readOrPause(t, p);
        } else {
            throw new IllegalStateException("pipe " + p.port.id() + " was paused and brought another " + asked);
        }
    }

    @Override
    public void writable(Turn t, Requester p) {
        p.busy = false;
        Op first = p.replies.first();
        if (first != null && taken(t, p, ((Reply) Objects.requireNonNull(first.note())).message)) {
            settled(first);
            t.complete(first);
            readOrPause(t, p);
        }
    }

    /** Requests that nobody took are lost; replies that pipes took are written out. */
    @Override
    public void close(Turn t) {
        closed = true;
        for (Requester p = line.poll(); p != null; p = line.poll()) {
            Incoming unread = Objects.requireNonNull(p.request);
            p.request = null;
            t.drop(p.port, unread.body, DropReason.UNREAD_AT_CLOSE);
        }
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        Answering added = new Answering();
        if (main == null) {
            main = added;
        }
        return added;
    }

    /** One request at a time and the reply that it is owed. */
    private final class Answering implements ContextLogic {
        private final Set<Op> replying = new LinkedHashSet<>(2);
        private @Nullable Incoming owed;
        private @Nullable Op receiving;

        @Override
        public void receive(Turn t, Op op) {
            if (receiving != null) {
                t.fail(op, RECEIVES_ALREADY);
                return;
            }
            Requester p = line.poll();
            if (p != null) {
                Incoming request = Objects.requireNonNull(p.request);
                p.request = null;
                readOrPause(t, p);
                take(t, op, request);
            } else if (t.mayWait(op)) {
                receiving = op;
                op.note(this);
                receivers.add(op);
            }
        }

        /** The newest request is the one to be answered. */
        void take(Turn t, Op op, Incoming request) {
            receiving = null;
            owed = request;
            t.complete(op, request.body);
        }

        @Override
        public void send(Turn t, Op op) {
            Incoming request = owed;
            owed = null;
            if (request == null) {
                t.fail(op, nothingToAnswer);
                return;
            }
            Requester p = request.from;
            Message reply = SpHeader.withHeader(op.message(), request.backtrace);
            if (p.gone) {
                t.complete(op);
                t.drop(p.port, reply, DropReason.NO_PEER);
            } else if (!p.busy && taken(t, p, reply)) {
                t.complete(op);
            } else if (t.mayWait(op)) {
                op.note(new Reply(this, p, reply));
                replying.add(op);
                p.replies.add(op);
                readOrPause(t, p);
            } else {
                t.drop(p.port, reply, DropReason.CANCELED);
            }
        }

        @Override
        public boolean receivable(Turn t) {
            return receiving == null && !line.isEmpty();
        }

        /** The line is one for all contexts, so the first of them tells. */
        @Override
        public Depths depths(Turn t) {
            return this == main ? Depths.unread(line.size(), mostInLine) : Depths.NONE;
        }

        @Override
        public boolean sendable(Turn t) {
            return owed != null && (owed.from.gone || !owed.from.busy);
        }

        @Override
        public void cancel(Turn t, Op op, Failure why) {
            if (op == receiving) {
                receiving = null;
                t.fail(op, why);
            } else {
                lose(t, op, why, DropReason.CANCELED);
            }
        }

        @Override
        public void close(Turn t, Failure why) {
            owed = null;
            Op receive = receiving;
            if (receive != null) {
                receiving = null;
                t.fail(receive, why);
            }
            for (Op op : List.copyOf(replying)) {
                lose(t, op, why, DropReason.UNDELIVERED_AT_CLOSE);
            }
        }

        private void lose(Turn t, Op op, Failure why, DropReason reason) {
            Reply reply = settled(op);
            t.fail(op, why);
            t.drop(reply.to.port, reply.message, reason);
            readOrPause(t, reply.to);
        }
    }

    /** A pipe is read while nothing that came from it or is meant for it waits here. */
    private static void readOrPause(Turn t, Requester p) {
        boolean pause = p.request != null || !p.replies.isEmpty();
        if (pause != p.paused && !p.gone) {
            p.paused = pause;
            if (pause) {
                p.port.pauseReading(t);
            } else {
                p.port.resumeReading(t);
            }
        }
    }

    /** Whether the pipe took the reply; it is busy until it has written it. */
    private static boolean taken(Turn t, Requester p, Message reply) {
        boolean taken = p.port.offer(t, reply);
        p.busy = true;
        return taken;
    }

    /** What a waiting send is about, which its context now forgets. */
    private static Reply settled(Op op) {
        Reply reply = (Reply) Objects.requireNonNull(op.note());
        reply.context.replying.remove(op);
        return reply;
    }
}
