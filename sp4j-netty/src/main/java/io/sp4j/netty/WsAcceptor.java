package io.sp4j.netty;

import io.sp4j.ErrorCode;
import io.sp4j.Options;
import io.sp4j.SpAddress;
import io.sp4j.TlsConfig;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.Address;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkListener;
import io.sp4j.transport.tcp.TcpAcceptor;
import io.sp4j.transport.tcp.TcpAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Listens at one path of one port. */
final class WsAcceptor implements Acceptor {
    private final Address url;
    private final TcpAddress address;
    private final Optional<TlsConfig> tls;
    private final LinkConfig config;
    private final WsOrigins origins;
    private final String fields;
    private volatile WsServer.@Nullable Place place;

    WsAcceptor(Address url, TcpAddress address, Optional<TlsConfig> tls, LinkConfig config) {
        this.url = url;
        this.address = address;
        this.tls = tls;
        this.config = config;
        origins = new WsOrigins(tls.isPresent(), url.host(), config.get(Options.WS_ALLOWED_ORIGINS));
        fields = HttpText.fields(Options.WS_RESPONSE_HEADERS.name(), config.get(Options.WS_RESPONSE_HEADERS));
    }

    @Override
    public void bind(LinkListener listener) {
        place = WsServer.join(
                address,
                address.resolve(),
                tls,
                at -> site(at, listener),
                server ->
                        new TcpAcceptor(address, WsKind.accepting(address, url, tls, config.clock(), server), config));
    }

    private WsSite site(InetSocketAddress at, LinkListener listener) {
        String path = WsSite.path(url);
        return new WsSite(path, config, listener, WsKind.describe(url, at, path), origins, fields);
    }

    @Override
    public SpAddress local() {
        return place().site().local();
    }

    @Override
    public String url() {
        return url.withPort(local().port().orElseThrow());
    }

    private WsServer.Place place() {
        WsServer.Place real = place;
        if (real == null) {
            throw ErrorCode.BAD_STATE.exception("the listener at " + url + " is not bound yet");
        }
        return real;
    }

    @Override
    public void close() {
        WsServer.Place real = place;
        if (real != null) {
            real.server().leave(real.site());
        }
    }
}
