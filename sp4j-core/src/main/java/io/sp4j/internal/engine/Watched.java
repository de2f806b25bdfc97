package io.sp4j.internal.engine;

import io.sp4j.internal.turn.Turn;
import java.util.LinkedHashSet;
import java.util.Set;

/** What is watched of the contexts of one socket; looked at when a Turn ends. Guarded by the Turn. */
final class Watched {
    private final Set<Readiness> watched = new LinkedHashSet<>(2);

    void add(Turn t, Readiness readiness) {
        watched.add(readiness);
        t.watchEnds(true);
    }

    void remove(Turn t, Readiness readiness) {
        watched.remove(readiness);
        t.watchEnds(!watched.isEmpty());
    }

    void check(Turn t) {
        watched.removeIf(readiness -> !readiness.check(t));
        t.watchEnds(!watched.isEmpty());
    }
}
