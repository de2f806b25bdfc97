package io.sp4j.internal.engine;

import io.sp4j.PipeStats;
import io.sp4j.SocketStats;
import io.sp4j.internal.protocol.Depths;
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
            PipeStats stats = pipe.stats(t);
            live.add(stats);
            txMessages += stats.txMessages();
            txBytes += stats.txBytes();
            rxMessages += stats.rxMessages();
            rxBytes += stats.rxBytes();
        }
        Depths depths = socket.depths(t);
        return new SocketStats(
                socket.name(),
                socket.protocol,
                txMessages,
                txBytes,
                rxMessages,
                rxBytes,
                depths.unread(),
                depths.mostUnread(),
                depths.unsent(),
                depths.mostUnsent(),
                counters.connects,
                counters.reconnects,
                counters.rejects.toMap(),
                counters.dialFailures,
                counters.acceptFailures,
                counters.handshakeFailures.toMap(),
                counters.callbackFailures,
                counters.closes.toMap(),
                counters.drops.toMap(),
                socket.events.lost(),
                socket.endpoints.dialerStats(t),
                socket.endpoints.listenerStats(t),
                live);
    }
}
