package io.sp4j.internal.io;

import io.sp4j.CloseReason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accepted connections of one listener whose handshake is not over, oldest first; belongs to its loop. They are bounded
 * in all and for each remote address, loopback exempt. When there is no room, those that made no progress for a second are
 * cut; if there are none, the listener stops accepting, so that an honest burst waits in the backlog.
 */
final class PendingHandshakes {
    static final long IDLE_NANOS = 1_000_000_000L;

    private final int most;
    private final int mostPerRemote;
    private final Map<Handshaking, SocketAddress> pending = new LinkedHashMap<>();
    private final Map<InetAddress, Integer> perRemote = new HashMap<>();

    PendingHandshakes(int most) {
        this.most = most;
        this.mostPerRemote = Math.max(1, most / 2);
    }

    int size() {
        return pending.size();
    }

    void add(Handshaking link, SocketAddress remote) {
        pending.put(link, remote);
        InetAddress counted = counted(remote);
        if (counted != null) {
            perRemote.merge(counted, 1, Integer::sum);
        }
    }

    void remove(Handshaking link) {
        SocketAddress remote = pending.remove(link);
        if (remote != null) {
            InetAddress counted = counted(remote);
            if (counted != null) {
                perRemote.computeIfPresent(counted, (address, n) -> n == 1 ? null : n - 1);
            }
        }
    }

    /** Whether this remote has its share already. */
    boolean isFullFor(SocketAddress remote) {
        InetAddress counted = counted(remote);
        return counted != null && perRemote.getOrDefault(counted, 0) >= mostPerRemote;
    }

    /** Whether one more fits, after cutting the oldest of those that are idle if need be. */
    boolean makeRoom(long now) {
        if (pending.size() < most) {
            return true;
        }
        for (Iterator<Handshaking> links = pending.keySet().iterator(); links.hasNext(); ) {
            Handshaking link = links.next();
            if (now - link.lastProgress() >= IDLE_NANOS) {
                link.close(CloseReason.HANDSHAKE_TIMEOUT, "too many handshakes are pending, this one made no progress");
                return true;
            }
        }
        return false;
    }

    /** Cuts all. */
    void closeAll() {
        for (Handshaking link : pending.keySet().toArray(new Handshaking[0])) {
            link.close(CloseReason.ENDPOINT_CLOSED, "the listener was closed");
        }
    }

    private static @Nullable InetAddress counted(SocketAddress remote) {
        if (remote instanceof InetSocketAddress inet) {
            InetAddress address = inet.getAddress();
            return address == null || address.isLoopbackAddress() ? null : address;
        }
        return null;
    }
}
