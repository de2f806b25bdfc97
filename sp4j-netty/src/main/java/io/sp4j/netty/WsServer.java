package io.sp4j.netty;

import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.TlsConfig;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkListener;
import io.sp4j.transport.tcp.TcpAcceptor;
import io.sp4j.transport.tcp.TcpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A port of this process with the WebSocket listeners that share it, each at its path. It is bound with the first of them and
 * closed with the last; the first one's options count for what comes before a path is known.
 */
final class WsServer implements LinkListener {
    private static final ReentrantLock LOCK = new ReentrantLock();

    /** Guarded by the lock, which is held while a listener comes or goes and not for connections. */
    private static final Map<Key, WsServer> OPEN = new HashMap<>();

    /** Where a server is bound; no host = every address. */
    private record Key(@Nullable InetAddress host, Optional<? extends ProtocolFamily> family, int port) {

        static Key of(TcpAddress address, InetSocketAddress at, int port) {
            InetAddress host = at.getAddress();
            return new Key(host.isAnyLocalAddress() ? null : host, address.family(), port);
        }
    }

    private final Optional<TlsConfig> tls;
    private final Map<String, WsSite> sites = new ConcurrentHashMap<>();
    private @Nullable TcpAcceptor acceptor;
    private @Nullable Key key;

    private WsServer(Optional<TlsConfig> tls) {
        this.tls = tls;
    }

    /** A listener at its server. */
    record Place(WsServer server, WsSite site) {}

    /**
     * Binds a port or joins those that have it already.
     *
     * @param candidates what the host of the address stands for
     * @param site what the listener has, once it is known where that is
     * @param acceptor binds the port for a new server
     */
    static Place join(
            TcpAddress address,
            List<InetSocketAddress> candidates,
            Optional<TlsConfig> tls,
            Function<InetSocketAddress, WsSite> site,
            Function<WsServer, TcpAcceptor> acceptor) {
        LOCK.lock();
        try {
            for (InetSocketAddress candidate : candidates) {
                WsServer there = OPEN.get(Key.of(address, candidate, candidate.getPort()));
                if (there != null) {
                    return there.add(address, tls, site.apply(candidate));
                }
            }
            WsServer server = new WsServer(tls);
            TcpAcceptor binding = acceptor.apply(server);
            server.acceptor = binding;
            binding.bind(server);
            InetSocketAddress at = binding.bound();
            WsSite first = site.apply(at);
            server.sites.put(first.path(), first);
            server.key = Key.of(address, at, at.getPort());
            OPEN.put(server.key, server);
            return new Place(server, first);
        } finally {
            LOCK.unlock();
        }
    }

    private Place add(TcpAddress address, Optional<TlsConfig> theirs, WsSite site) {
        if (!tls.equals(theirs)) {
            throw ErrorCode.ADDRESS_IN_USE.exception("listen at " + address.address()
                    + ": another listener of this process has the port with other keys, or without TLS");
        }
        if (sites.putIfAbsent(site.path(), site) != null) {
            throw ErrorCode.ADDRESS_IN_USE.exception(
                    "listen at " + address.address() + ": another listener of this process has the path");
        }
        return new Place(this, site);
    }

    /** The listener at a path. */
    Optional<WsSite> at(String path) {
        return Optional.ofNullable(sites.get(path));
    }

    /** Whether nobody listens any more. */
    boolean isEmpty() {
        return sites.isEmpty();
    }

    /** A listener goes; the port is free when this returns if it was the last. */
    void leave(WsSite site) {
        boolean last;
        LOCK.lock();
        try {
            last = sites.remove(site.path(), site) && sites.isEmpty();
            if (last) {
                OPEN.remove(key);
            }
        } finally {
            LOCK.unlock();
        }
        TcpAcceptor bound = acceptor;
        if (last && bound != null) {
            bound.close();
        }
    }

    /** Not called: links answer to their site when they open. */
    @Override
    public void opened(Link link) {
        link.close(CloseReason.ENDPOINT_CLOSED, "the listener was closed");
    }

    /** A connection failed before its path was known. */
    @Override
    public void failed(@Nullable SpAddress remote, @Nullable CloseReason reason, SpException why) {
        sites.values().stream().findFirst().ifPresent(site -> site.listener().failed(remote, reason, why));
    }
}
