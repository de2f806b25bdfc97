package io.sp4j.internal.engine;

import io.sp4j.PipeStats;
import io.sp4j.SocketStats;
import io.sp4j.internal.turn.Turn;
import java.util.ArrayList;
import java.util.List;

/** Puts the counters of a socket and its pipes together. */
final class SocketSnapshot {
    private SocketSnapshot() {}

    static SocketStats take(SocketCore socket, Turn t) {
        SocketCounters counters = socket.counters;
        long txMessages = counters.txMessages;
        long txBytes = counters.txBytes;
        long rxMessages = counters.rxMessages;
        long rxBytes = counters.rxBytes;
        List<PipeStats> live = new ArrayList<>(socket.pipes(t).size());
        for (PipeCore pipe : socket.pipes(t).values()) {
            PipeStats stats = pipe.counters.snapshot();
            live.add(stats);
            txMessages += stats.txMessages();
            txBytes += stats.txBytes();
            rxMessages += stats.rxMessages();
            rxBytes += stats.rxBytes();
        }
        return new SocketStats(
                socket.name(),
                socket.protocol,
                txMessages,
                txBytes,
                rxMessages,
                rxBytes,
                socket.endpoints.dialerCount(t),
                socket.endpoints.listenerCount(t),
                counters.connects,
                counters.rejects,
                counters.dialFailures,
                counters.callbackFailures,
                counters.handshakeFailures.toMap(),
                counters.closes.toMap(),
                counters.drops.toMap(),
                socket.events.lost(),
                live);
    }
}
