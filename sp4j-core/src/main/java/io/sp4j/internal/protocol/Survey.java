package io.sp4j.internal.protocol;

import io.sp4j.internal.turn.Turn;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** A survey that takes answers. Guarded by the Turn. */
final class Survey {
    /** The earliest deadline first; times are compared by subtraction, they may wrap. */
    static final Comparator<Survey> BY_DEADLINE = (a, b) -> {
        int order = Long.signum(a.deadlineNanos - b.deadlineNanos);
        return order != 0 ? order : Long.compare(a.number, b.number);
    };

    /** Longer than a process lives, and short enough to be added to any time without ambiguity. */
    private static final long FOR_EVER = Long.MAX_VALUE / 4;

    final SurveyContext context;
    final int id;

    /** The place among all surveys of the socket. */
    final long number;

    /** Whether it has a deadline. */
    final boolean timed;

    final long deadlineNanos;

    /** Pipes that had no room for it. */
    Set<Surveyor.Respondents> missedBy = Set.of();

    Survey(SurveyContext context, int id, long number, long surveyNanos, Turn t) {
        this.context = context;
        this.id = id;
        this.number = number;
        this.timed = surveyNanos < FOR_EVER;
        this.deadlineNanos = timed ? t.now() + surveyNanos : 0;
    }

    boolean isOver(Turn t) {
        return timed && t.now() - deadlineNanos >= 0;
    }

    void missedBy(Surveyor.Respondents p) {
        if (missedBy.isEmpty()) {
            missedBy = new HashSet<>();
        }
        missedBy.add(p);
    }
}
