package io.sp4j.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.sp4j.TlsConfig;
import io.sp4j.spi.Clock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/** TLS under a connection, and what a peer may do with it. Belongs to the connection's loop. */
final class TlsLayer {
    private static final long CLOSE_NOTIFY_MILLIS = 1_000;

    private final TlsConfig config;
    private final WatchedTls ssl;
    private boolean closeNotified;

    TlsLayer(TlsConfig config, SSLEngine engine, Clock clock) {
        this.config = config;
        ssl = new WatchedTls(engine, TlsTasks.executor(), clock);
        ssl.setHandshakeTimeoutMillis(0); // the deadline of the whole handshake covers it
        ssl.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(new OwedOutput(), ssl);
    }

    /** TLS is ready to carry data. */
    void handshakeDone(SslHandshakeCompletionEvent event) {
        if (event.isSuccess()) {
            config.handshakeDone(session());
        }
    }

    /** The peer has ended its side, which it may or may not have said. */
    void peerClosed(SslCloseCompletionEvent event) {
        closeNotified = event.isSuccess();
    }

    /** Whether the peer has said that its data end here. */
    boolean isCloseNotified() {
        return closeNotified;
    }

    void dataCame() {
        ssl.dataCame();
    }

    ChannelFuture closeOutbound() {
        return ssl.closeOutbound();
    }

    SSLSession session() {
        return ssl.engine().getSession();
    }
}
