package io.sp4j.transport.tcp;

import io.sp4j.internal.io.StreamConnector;
import io.sp4j.internal.io.Threads;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.Address;
import io.sp4j.spi.Connector;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.Transport;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * TCP over IPv4 ({@code tcp4}), IPv6 ({@code tcp6}) or whichever the host has ({@code tcp}). Listening at every address
 * takes both versions of IP; {@code tcp6} then takes IPv4 too, since Java cannot ask for less.
 */
public final class TcpTransport implements Transport {

    /** For the service loader. */
    public TcpTransport() {}

    @Override
    public Set<String> schemes() {
        return Set.of("tcp", "tcp4", "tcp6");
    }

    @Override
    public Connector connector(Address to, LinkConfig config) {
        TcpAddress address = TcpAddress.forDial(to);
        TcpKind kind = new TcpKind(address);
        Executor resolver = address.isNumeric() ? Runnable::run : Threads.resolvers();
        return new StreamConnector(to.toString(), kind, kind::resolve, resolver, config);
    }

    @Override
    public Acceptor acceptor(Address at, LinkConfig config) {
        TcpAddress address = TcpAddress.forListen(at);
        return new TcpAcceptor(address, new TcpKind(address), config);
    }
}
