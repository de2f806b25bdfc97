package io.sp4j.internal.protocol;

import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.internal.turn.Failure;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.OpQueue;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * One survey at a time and its answers.
 *
 * <pre>
 *            send                      deadline: waiting receives end with Timeout
 *   idle ----------> running ------------------------------------------------------> idle
 *                     ^  |
 *                     '--' send: waiting receives end with Canceled, answers are dropped
 * </pre>
 *
 * <ol>
 *   <li>A receive waits only while a survey is running, and only if there are no answers.
 *   <li>Its own timeout or cancellation ends a receive, not the survey.
 *   <li>After the deadline every receive is BadState; answers that nobody took are dropped, or kept where the settings say
 *       so.
 *   <li>Answers are bounded by {@code recvDepth} and {@code recvBytes}; more are dropped.
 * </ol>
 */
final class SurveyContext implements ContextLogic {
    private static final Failure NOTHING_ASKED =
            new Failure(ErrorCode.BAD_STATE, "recv: no survey is running, send one first");
    private static final Failure TIME_IS_OVER = new Failure(ErrorCode.TIMEOUT, "recv: the survey's time is over");
    private static final Failure REPLACED =
            new Failure(ErrorCode.CANCELED, "recv: a newer survey took the place of this one, open a context for each");

    private final Surveyor surveyor;
    private final ProtocolSettings settings;
    private final RecvQueue answers;
    private final OpQueue receivers = new OpQueue();
    private @Nullable Survey running;

    SurveyContext(Surveyor surveyor, ProtocolSettings settings) {
        this.surveyor = surveyor;
        this.settings = settings;
        this.answers = new RecvQueue(settings.recvDepth, settings.recvBytes);
    }

    @Override
    public void send(Turn t, Op op) {
        end(t, REPLACED);
        dropAnswers(t, DropReason.LATE_RESPONSE);
        running = surveyor.begin(t, this, op, settings.surveyNanos);
        t.complete(op);
    }

    @Override
    public void receive(Turn t, Op op) {
        boolean asking = isRunning(t);
        Message m = answers.poll();
        if (m != null) {
            t.complete(op, m);
        } else if (!asking) {
            t.fail(op, NOTHING_ASKED);
        } else if (t.mayWait(op)) {
            receivers.add(op);
        }
    }

    @Override
    public boolean receivable(Turn t) {
        return answers.size() > 0;
    }

    @Override
    public Depths depths(Turn t) {
        return answers.depths();
    }

    @Override
    public boolean sendable(Turn t) {
        return true;
    }

    @Override
    public boolean isOver(Turn t) {
        return running == null && answers.size() == 0;
    }

    @Override
    public void cancel(Turn t, Op op, Failure why) {
        t.fail(op, why);
    }

    @Override
    public void close(Turn t, Failure why) {
        end(t, why);
        dropAnswers(t, DropReason.UNREAD_AT_CLOSE);
    }

    @Override
    public void settingsChanged(Turn t) {
        answers.resize(settings.recvDepth, settings.recvBytes);
    }

    /** An answer to the running survey. */
    void answered(Turn t, PipePort from, Message answer) {
        Op waiting = receivers.first();
        if (!isRunning(t)) {
            t.drop(from, answer, DropReason.LATE_RESPONSE);
        } else if (waiting != null) {
            t.complete(waiting, answer);
        } else if (answers.isFull()) {
            t.drop(from, answer, DropReason.QUEUE_FULL);
        } else {
            answers.add(answer);
        }
    }

    /** The deadline of the running survey has come. */
    void expire(Turn t) {
        end(t, TIME_IS_OVER);
        if (!settings.keepsAnswers) {
            dropAnswers(t, DropReason.LATE_RESPONSE);
        }
    }

    /** Whether a survey takes answers; one whose time is over ends here if no tick came yet. */
    private boolean isRunning(Turn t) {
        Survey survey = running;
        if (survey != null && survey.isOver(t)) {
            expire(t);
        }
        return running != null;
    }

    private void end(Turn t, Failure why) {
        Survey survey = running;
        if (survey != null) {
            running = null;
            surveyor.forget(survey);
        }
        receivers.failAll(t, why);
    }

    private void dropAnswers(Turn t, DropReason why) {
        for (Message m = answers.poll(); m != null; m = answers.poll()) {
            t.drop(null, m, why);
        }
    }

    @Override
    public String toString() {
        return "survey context " + (running == null ? "idle" : "running");
    }
}
