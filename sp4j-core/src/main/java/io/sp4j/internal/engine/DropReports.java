package io.sp4j.internal.engine;

import io.sp4j.DropReason;
import io.sp4j.internal.jfr.Recorder;
import io.sp4j.internal.turn.Effect;
import io.sp4j.internal.turn.Turn;
import io.sp4j.spi.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells the Flight Recorder of drops: those of one pipe for one reason within 100 ms are one event, so that a peer that is
 * too slow does not fill a recording.
 */
final class DropReports implements Effect {
    private static final long TOGETHER_NANOS = 100_000_000L;

    private final SocketCore socket;
    private final AtomicReference<Clock.@Nullable Alarm> alarm = new AtomicReference<>();
    private volatile boolean ended;

    // Guarded by the Turn; the time is read by the effect as well.
    private Map<Key, Report> open = new LinkedHashMap<>(0);
    private volatile long due;

    private record Key(int pipe, DropReason why) {}

    private static final class Report {
        final Recorder.Drops recorded = Recorder.JVM.dropping();
        long count;
    }

    DropReports(SocketCore socket) {
        this.socket = socket;
    }

    /** Messages were dropped; {@code pipe} is 0 where none is known. */
    void add(Turn t, int pipe, DropReason why, long count) {
        if (!Recorder.JVM.recordsDrops()) {
            return;
        }
        if (open.isEmpty()) {
            due = t.now() + TOGETHER_NANOS;
            t.after(this);
        }
        open.computeIfAbsent(new Key(pipe, why), key -> new Report()).count += count;
    }

    /** After the Turn: sets the alarm that ends the time for putting drops together. */
    @Override
    public void run() {
        if (ended) {
            tell();
            return;
        }
        Clock.Alarm set = socket.clock.schedule(due, this::tell);
        alarm.set(set);
        if (ended) {
            set.cancel();
            tell();
        }
    }

    private void tell() {
        take().forEach((key, report) -> report.recorded.over(socket.facade(), key.pipe, key.why, report.count));
    }

    private Map<Key, Report> take() {
        try (Turn t = socket.turn()) {
            return take(t);
        }
    }

    private Map<Key, Report> take(Turn t) {
        Map<Key, Report> taken = open;
        open = new LinkedHashMap<>(0);
        return taken;
    }

    /** The socket is closed: tells what is still to be told, sets no more alarms. */
    void end() {
        ended = true;
        Clock.Alarm set = alarm.get();
        if (set != null) {
            set.cancel();
        }
        tell();
    }
}
