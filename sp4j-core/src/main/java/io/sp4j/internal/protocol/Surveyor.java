package io.sp4j.internal.protocol;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.wire.SpHeader;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Surveyor, version 0: asks all peers at once and takes what they answer until the survey's time is over. This class moves
 * surveys to the pipes, answers to their survey, and time on; {@link SurveyContext} is what the user sees of one survey.
 *
 * <pre>
 *   send --> one copy into each pipe's ring, dropped where there is no room --> peers
 *   recv <-- [ answers of the survey ] <-- by id, from pipes that took a copy <-- peers
 * </pre>
 *
 * <ol>
 *   <li>A send never waits: who is slow misses the survey, and that is counted.
 *   <li>An answer counts if its id is live, its survey's time is not over, and its pipe took a copy.
 *   <li>A pipe took a copy of every survey that began after it was attached, but for those that it is noted to have missed.
 *   <li>The earliest deadline of all surveys is scheduled; a survey whose time is over ends at the latest when somebody
 *       looks at it.
 * </ol>
 */
final class Surveyor extends ProtocolLogic<Surveyor.Respondents> {
    private final RandomGenerator random;
    private final ProtocolSettings settings;
    private final Set<Respondents> peers = new LinkedHashSet<>();
    private final Map<Integer, Survey> live = new HashMap<>();
    private final TreeSet<Survey> timed = new TreeSet<>(Survey.BY_DEADLINE);
    private long lastNumber;
    private boolean closed;

    /** What surveyor keeps for a pipe: one peer, or a device with many behind it. */
    static final class Respondents {
        private final PipePort port;
        private final long joinedAfter;

        Respondents(PipePort port, long joinedAfter) {
            this.port = port;
            this.joinedAfter = joinedAfter;
        }
    }

    Surveyor(RandomGenerator random, ProtocolSettings settings) {
        this.random = random;
        this.settings = settings;
    }

    @Override
    public Respondents attach(Turn t, PipePort pipe) {
        pipe.resize(t, settings.sendDepth, settings.sendBytes);
        Respondents added = new Respondents(pipe, lastNumber);
        peers.add(added);
        return added;
    }

    @Override
    public void detach(Turn t, Respondents p, List<Message> unsent) {
        peers.remove(p);
        for (Message m : unsent) {
            t.drop(p.port, m, closed ? DropReason.UNDELIVERED_AT_CLOSE : DropReason.LOST_ON_DISCONNECT);
        }
    }

    @Override
    public void receive(Turn t, Respondents p, Message m) {
        if (SpHeader.words(m) == 0) {
            p.port.close(t, CloseReason.MALFORMED, "an answer without a survey id");
            return;
        }
        Survey survey = live.get(SpHeader.word(m, 0));
        if (closed) {
            t.drop(p.port, m, DropReason.UNREAD_AT_CLOSE);
        } else if (survey == null) {
            t.drop(p.port, m, DropReason.LATE_RESPONSE);
        } else if (survey.number <= p.joinedAfter || survey.missedBy.contains(p)) {
            t.drop(p.port, m, DropReason.UNEXPECTED_REPLY);
        } else {
            survey.context.answered(t, p.port, SpHeader.cut(m, 1));
        }
    }

    @Override
    public void tick(Turn t) {
        while (!timed.isEmpty()) {
            Survey first = timed.first();
            if (!first.isOver(t)) {
                t.schedule(first.deadlineNanos);
                return;
            }
            first.context.expire(t);
        }
    }

    @Override
    public boolean fansOut() {
        return true;
    }

    @Override
    public void settingsChanged(Turn t) {
        for (Respondents p : peers) {
            p.port.resize(t, settings.sendDepth, settings.sendBytes);
        }
    }

    /** Surveys that pipes took are written out. */
    @Override
    public void close(Turn t) {
        closed = true;
    }

    @Override
    public ContextLogic newContext(Turn t, ProtocolSettings own) {
        return new SurveyContext(this, own);
    }

    /** A survey under an id that no other live one has, sent to whoever has room for it. */
    Survey begin(Turn t, SurveyContext context, Op op, long surveyNanos) {
        int id;
        do {
            id = random.nextInt() | SpHeader.END_BIT;
        } while (live.containsKey(id));
        Survey survey = new Survey(context, id, ++lastNumber, surveyNanos, t);
        live.put(id, survey);
        if (survey.timed) {
            timed.add(survey);
            t.schedule(survey.deadlineNanos);
        }
        Message m = SpHeader.withWord(op.message(), id);
        if (peers.isEmpty()) {
            t.drop(null, m, DropReason.NO_PEER);
        }
        for (Respondents p : peers) {
            if (!p.port.offerOrDrop(t, m)) {
                survey.missedBy(p);
            }
        }
        return survey;
    }

    /** Whoever answers it from now on is late. */
    void forget(Survey survey) {
        live.remove(survey.id);
        timed.remove(survey);
    }
}
