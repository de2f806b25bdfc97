/**
 * TLS and WebSocket for sp4j, on Netty: the transports tls+tcp, ws and wss. It has no API of its own; being on the class path or module path is enough.
 */
module io.sp4j.netty {
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.sp4j;
    requires static org.jspecify;

    provides io.sp4j.spi.Transport with
            io.sp4j.netty.TlsTransport,
            io.sp4j.netty.WsTransport;
}
