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
import io.sp4j.transport.tcp.TcpAcceptor;
import io.sp4j.transport.tcp.TcpAddress;
import java.util.Set;
import java.util.concurrent.Executor;

/** TLS over TCP; addresses, options and limits are those of TCP. */
public final class TlsTransport implements Transport {

    /** For the service loader. */
    public TlsTransport() {}

    @Override
    public Set<String> schemes() {
        return Set.of("tls+tcp", "tls+tcp4", "tls+tcp6");
    }

    @Override
    public Connector connector(Address to, LinkConfig config) {
        TcpAddress address = TcpAddress.forDial(to);
        TlsConfig tls = config.get(Options.TLS_CONFIG);
        tls.dialing(address.host(), address.port()); // what is unusable is found out now
        TlsKind kind = new TlsKind(address, tls, () -> tls.dialing(address.host(), address.port()));
        Executor resolver = address.isNumeric() ? Runnable::run : Threads.resolvers();
        return new StreamConnector(to.toString(), kind, kind::resolve, resolver, config);
    }

    @Override
    public Acceptor acceptor(Address at, LinkConfig config) {
        TcpAddress address = TcpAddress.forListen(at);
        TlsConfig tls = config.get(Options.TLS_CONFIG);
        tls.listening();
        return new TcpAcceptor(address, new TlsKind(address, tls, tls::listening), config);
    }
}
