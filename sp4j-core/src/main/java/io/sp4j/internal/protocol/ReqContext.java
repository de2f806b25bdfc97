package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.Turn;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request at a time and its reply.
 *
 * <pre>
 *             send            a pipe takes it           reply, nobody waits
 *   IDLE ----------> QUEUED ------------------> SENT ------------------------> REPLIED
 *    ^                 ^                        | | \                              |
 *    |                 '---- resend, pipe lost -' |  '- reply to a waiting recv -. |
 *    |                                            v pipe lost, no resend         | |
 *    |------------------- recv: ECONNRESET ---- RESET                            | |
 *    '------------------- recv, or a canceled op, or close ----------------------'-'
 * </pre>
 *
 * <ol>
 *   <li>{@code request} is set in QUEUED and SENT, {@code reply} in REPLIED, neither elsewhere.
 *   <li>A receive waits in QUEUED and SENT only, and only one.
 *   <li>A reply to an earlier transmission counts in QUEUED too.
 *   <li>Every way out of a request goes through IDLE: a send first ends what was, then begins.
 * </ol>
 */
final class ReqContext implements ContextLogic {
    private static final Failure NOTHING_ASKED =
            new Failure(ErrorCode.BAD_STATE, "recv: no request outstanding, send one first");
    private static final Failure RECEIVES_ALREADY = new Failure(
            ErrorCode.BAD_STATE, "recv: another receive waits for the reply already, open a context for each request");
    private static final Failure PIPE_LOST = new Failure(
            ErrorCode.CONNECTION_RESET,
            "recv: the connection that carried the request is lost and resend-time is off, send it again");
    private static final Failure REPLACED =
            new Failure(ErrorCode.CANCELED, "a newer request took the place of this one, open a context for each");
    private static final Failure SEND_ENDED = new Failure(
            ErrorCode.CANCELED, "send: the receive of its reply was given up before a peer took the request");
    private static final Failure RECEIVE_ENDED =
            new Failure(ErrorCode.CANCELED, "recv: the request was given up before a peer took it, send one first");

    private final Req req;
    private final ProtocolSettings settings;
    private ReqState state = ReqState.IDLE;
    private @Nullable Request request;
    private @Nullable Message reply;
    private @Nullable Op receiving;

    ReqContext(Req req, ProtocolSettings settings) {
        this.req = req;
        this.settings = settings;
    }

    @Override
    public void send(Turn t, Op op) {
        end(t, REPLACED, REPLACED, DropReason.SUPERSEDED);
        Request begun = req.register(this, op);
        request = begun;
        state = state.to(ReqState.QUEUED);
        if (!req.transmit(t, begun)) {
            if (t.mayWait(op)) {
                req.lineUp(begun);
            } else {
                request = null;
                req.forget(begun);
                state = state.to(ReqState.IDLE);
            }
        }
    }

    @Override
    public void receive(Turn t, Op op) {
        if (receiving != null) {
            t.fail(op, RECEIVES_ALREADY);
            return;
        }
        switch (state) {
            case IDLE -> t.fail(op, NOTHING_ASKED);
            case RESET -> {
                state = state.to(ReqState.IDLE);
                t.fail(op, PIPE_LOST);
            }
            case REPLIED -> {
                Message answer = reply;
                reply = null;
                state = state.to(ReqState.IDLE);
                t.complete(op, Objects.requireNonNull(answer));
            }
            case QUEUED, SENT -> {
                if (t.mayWait(op)) {
                    receiving = op;
                }
            }
        }
    }

    @Override
    public boolean receivable(Turn t) {
        return state == ReqState.REPLIED;
    }

    @Override
    public boolean sendable(Turn t) {
        return req.hasReadyPipe();
    }

    /** Either op ends the whole request: the other one, if it waits, is canceled. */
    @Override
    public void cancel(Turn t, Op op, Failure why) {
        Request current = request;
        if (op == receiving) {
            end(t, SEND_ENDED, why, DropReason.CANCELED);
        } else if (current != null && current.sending == op) {
            end(t, why, RECEIVE_ENDED, DropReason.CANCELED);
        } else {
            throw new IllegalStateException("does not wait here: " + op);
        }
    }

    @Override
    public void close(Turn t, Failure why) {
        end(t, why, why, DropReason.UNDELIVERED_AT_CLOSE);
    }

    @Override
    public void settingsChanged(Turn t) {
        Request sent = request;
        if (sent != null && state == ReqState.SENT) {
            time(t, sent);
        }
    }

    /** Whether a request is sent again when its pipe or too much time is lost. */
    boolean resends() {
        return ResendTimer.resends(settings.resendNanos);
    }

    /** A pipe has taken the request. */
    void sent(Turn t, Request taken) {
        state = state.to(ReqState.SENT);
        time(t, taken);
        Op op = taken.sending;
        if (op != null) {
            taken.sending = null;
            t.complete(op);
        }
    }

    /** The request stands in line again. */
    void queuedAgain() {
        state = state.to(ReqState.QUEUED);
    }

    /** The reply is here; the request is forgotten already. */
    void answered(Turn t, Message answer) {
        request = null;
        Op op = receiving;
        if (op != null) {
            receiving = null;
            state = state.to(ReqState.IDLE);
            t.complete(op, answer);
        } else {
            reply = answer;
            state = state.to(ReqState.REPLIED);
        }
    }

    /** The pipe is lost and the request is not to be sent again; it is forgotten already. */
    void reset(Turn t) {
        request = null;
        state = state.to(ReqState.RESET);
        Op op = receiving;
        if (op != null) {
            receiving = null;
            state = state.to(ReqState.IDLE);
            t.fail(op, PIPE_LOST);
        }
    }

    private void time(Turn t, Request sent) {
        sent.timed = resends();
        if (sent.timed) {
            sent.dueNanos = req.deadline(t, settings.resendNanos);
        }
    }

    /** Ends whatever goes on; afterwards the context is idle. */
    private void end(Turn t, Failure forSend, Failure forReceive, DropReason why) {
        Op send = null;
        Request ended = request;
        if (ended != null) {
            send = ended.sending;
            if (ended.isUnseen()) {
                t.drop(null, ended.message, why);
            }
            request = null;
            req.forget(ended);
        }
        Message unread = reply;
        if (unread != null) {
            reply = null;
            t.drop(null, unread, whyUnread(why));
        }
        if (state != ReqState.IDLE) {
            state = state.to(ReqState.IDLE);
        }
        Op receive = receiving;
        receiving = null;
        if (send != null) {
            t.fail(send, forSend);
        }
        if (receive != null) {
            t.fail(receive, forReceive);
        }
    }

    /** Why a reply is dropped with its request. */
    private static DropReason whyUnread(DropReason ofRequest) {
        return switch (ofRequest) {
            case SUPERSEDED -> DropReason.STALE_REPLY;
            case UNDELIVERED_AT_CLOSE -> DropReason.UNREAD_AT_CLOSE;
            default -> ofRequest;
        };
    }

    @Override
    public String toString() {
        return "request context " + state + (receiving == null ? "" : ", receiving");
    }
}
