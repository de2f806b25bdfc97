package io.sp4j.netty;

import io.sp4j.Options;
import io.sp4j.TlsConfig;
import io.sp4j.internal.io.StreamConnector;
import io.sp4j.internal.io.Threads;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.Address;
import io.sp4j.spi.Connector;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.Transport;
import io.sp4j.transport.tcp.TcpAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** WebSocket, with TLS or without; several listeners may share a port, each with its path. */
public final class WsTransport implements Transport {
    private static final int PORT = 80;
    private static final int TLS_PORT = 443;

    /** For the service loader. */
    public WsTransport() {}

    @Override
    public Set<String> schemes() {
        return Set.of("ws", "ws4", "ws6", "wss", "wss4", "wss6");
    }

    private static boolean isSecure(Address address) {
        return address.scheme().startsWith("wss");
    }

    private static int defaultPort(Address address) {
        return isSecure(address) ? TLS_PORT : PORT;
    }

    private static void check(Address address) {
        if (address.userInfo().isPresent()) {
            throw address.invalid("the user info before @ must not be there, use the option "
                    + Options.WS_REQUEST_HEADERS.name() + " for credentials");
        }
    }

    @Override
    public Connector connector(Address to, LinkConfig config) {
        check(to);
        TcpAddress address = TcpAddress.forDial(to, defaultPort(to));
        WsKind.Security security = security(to, address, config);
        security.layer(); // what is unusable is found out now
        WsKind kind = WsKind.dialing(address, to, host(to, address), security, config);
        new ClientUpgrade(to, "", config);
        Executor resolver = address.isNumeric() ? Runnable::run : Threads.resolvers();
        return new StreamConnector(to.toString(), kind, kind::resolve, resolver, config);
    }

    private static WsKind.Security security(Address to, TcpAddress address, LinkConfig config) {
        if (!isSecure(to)) {
            return Optional::empty;
        }
        TlsConfig tls = config.get(Options.TLS_CONFIG);
        return () -> Optional.of(new TlsLayer(tls, tls.dialing(address.host(), address.port()), config.clock()));
    }

    /** What a request calls its server. */
    private static String host(Address to, TcpAddress address) {
        int zone = address.host().indexOf('%');
        String host = zone < 0 ? address.host() : address.host().substring(0, zone);
        String bracketed = to.isBracketed() ? "[" + host + "]" : host;
        return address.port() == defaultPort(to) ? bracketed : bracketed + ":" + address.port();
    }

    @Override
    public Acceptor acceptor(Address at, LinkConfig config) {
        check(at);
        Optional<TlsConfig> tls = isSecure(at) ? Optional.of(config.get(Options.TLS_CONFIG)) : Optional.empty();
        tls.ifPresent(TlsConfig::listening);
        return new WsAcceptor(at, TcpAddress.forListen(at, defaultPort(at)), tls, config);
    }
}
