package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.SpAddress;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Warns about faults of peers: for each reason one line a second at most, whatever the number of peers. */
final class PeerLog {
    private static final Logger LOG = System.getLogger("io.sp4j");

    private final SocketCore socket;
    private final Map<CloseReason, LogLimit> limits = new EnumMap<>(CloseReason.class);

    PeerLog(SocketCore socket) {
        this.socket = socket;
        for (CloseReason reason : CloseReason.values()) {
            limits.put(reason, new LogLimit(socket.clock, LogLimit.SECOND));
        }
    }

    /** A peer did not get through its handshake. */
    void rejected(@Nullable SpAddress remote, CloseReason reason, String detail) {
        String id = reason == CloseReason.PROTOCOL_MISMATCH ? "SP-PEER-MISMATCH" : "SP-PEER-REJECTED";
        warn(id, remote, reason, detail);
    }

    /** A pipe was closed for a fault of its peer. */
    void faulted(@Nullable SpAddress remote, CloseReason reason, String detail) {
        warn("SP-PEER-FAULT", remote, reason, detail);
    }

    private void warn(String id, @Nullable SpAddress remote, CloseReason reason, String detail) {
        LogLimit limit = limits.get(reason);
        if (limit != null && reason.isFault() && limit.allows()) {
            LOG.log(
                    Level.WARNING,
                    "{0}: {1} closed the connection of {2} ({3}): {4}",
                    id,
                    socket.name(),
                    inWords(remote),
                    reason.label(),
                    detail);
        }
    }

    /** The dialing end of a Unix domain socket has no name. */
    private static String inWords(@Nullable SpAddress remote) {
        String text = String.valueOf(remote);
        return text.isEmpty() ? "a local peer" : text;
    }
}
