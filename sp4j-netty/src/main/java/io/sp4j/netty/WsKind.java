package io.sp4j.netty;

import io.sp4j.SpAddress;
import io.sp4j.TlsConfig;
import io.sp4j.internal.io.Connected;
import io.sp4j.internal.io.Handshaking;
import io.sp4j.spi.Address;
import io.sp4j.spi.Clock;
import io.sp4j.spi.LinkConfig;
import io.sp4j.transport.tcp.TcpAddress;
import io.sp4j.transport.tcp.TcpKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** What is particular to WebSocket among the byte streams; one for each dialer or server. */
final class WsKind extends TcpKind {
    /** Makes TLS for a new connection. */
    interface Security {
        Optional<TlsLayer> layer();
    }

    private final Address url;
    private final String path;
    private final Security security;
    private final Upgrades upgrades;

    private interface Upgrades {
        Upgrade upgrade(SocketChannel channel) throws IOException;
    }

    private WsKind(TcpAddress address, Address url, String path, Security security, Upgrades upgrades) {
        super(address);
        this.url = url;
        this.path = path;
        this.security = security;
        this.upgrades = upgrades;
    }

    /** For a dialer, which calls its server {@code host}. */
    static WsKind dialing(TcpAddress address, Address url, String host, Security security, LinkConfig config) {
        return new WsKind(address, url, WsSite.path(url), security, channel -> new ClientUpgrade(url, host, config));
    }

    /** For a server. */
    static WsKind accepting(TcpAddress address, Address url, Optional<TlsConfig> tls, Clock clock, WsServer server) {
        return new WsKind(
                address,
                url,
                "",
                () -> tls.map(config -> new TlsLayer(config, config.listening(), clock)),
                channel -> new ServerUpgrade(
                        server,
                        ((InetSocketAddress) channel.getLocalAddress())
                                .getAddress()
                                .isLoopbackAddress()));
    }

    @Override
    public SpAddress describe(SocketAddress some) {
        return describe(url, (InetSocketAddress) some, path);
    }

    /** The address of one end of a connection made for a URL. */
    static SpAddress describe(Address url, InetSocketAddress at, String path) {
        InetAddress ip = at.getAddress();
        String host = ip.getHostAddress();
        String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return new SpAddress.Ws(
                URI.create(url.scheme() + "://" + bracketed + ":" + at.getPort() + HttpText.escaped(path)));
    }

    /** The same end, where the path was not known before. */
    static SpAddress withPath(SpAddress end, String path) {
        return new SpAddress.Ws(URI.create(end + HttpText.escaped(path)));
    }

    @Override
    public Handshaking link(Connected connected) throws IOException {
        Upgrade upgrade = upgrades.upgrade(connected.channel());
        return new NettyLink(connected, new WsDialect(upgrade, connected), security.layer());
    }
}
