package io.sp4j.netty;

import io.sp4j.SpAddress;
import io.sp4j.TlsConfig;
import io.sp4j.internal.io.Connected;
import io.sp4j.internal.io.Handshaking;
import io.sp4j.transport.tcp.TcpAddress;
import io.sp4j.transport.tcp.TcpKind;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/** What is particular to TLS over TCP among the byte streams. */
final class TlsKind extends TcpKind {
    private final TlsConfig tls;
    private final Supplier<SSLEngine> engines;

    TlsKind(TcpAddress address, TlsConfig tls, Supplier<SSLEngine> engines) {
        super(address);
        this.tls = tls;
        this.engines = engines;
    }

    @Override
    public SpAddress describe(SocketAddress some) {
        return new SpAddress.Tls((InetSocketAddress) some);
    }

    @Override
    public Handshaking link(Connected connected) {
        SpDialect dialect = new SpDialect(connected.config(), connected.loop().reassembly());
        return new NettyLink(
                connected,
                dialect,
                Optional.of(new TlsLayer(tls, engines.get(), connected.config().clock())));
    }
}
