package io.sp4j.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.sp4j.TlsConfig;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLSession;

/** TLS under a connection, and what a peer may do with it. Belongs to the connection's loop. */
final class TlsLayer {
    private static final long CLOSE_NOTIFY_MILLIS = 1_000;

    /** More than any record with what may stand before it. */
    private static final int MOST_WITHOUT_DATA = 64 << 10;

    private final TlsConfig config;
    private final SslHandler ssl;
    private final OwedOutput owed = new OwedOutput();
    private boolean done;
    private boolean closeNotified;

    TlsLayer(TlsConfig config, SSLEngine engine) {
        this.config = config;
        ssl = new SslHandler(engine);
        ssl.setHandshakeTimeoutMillis(0); // the deadline of the whole handshake covers it
        ssl.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(owed, ssl);
    }

    /** TLS is ready to carry data. */
    void handshakeDone(SslHandshakeCompletionEvent event) {
        done = event.isSuccess();
        if (done) {
            owed.dataCame();
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
        owed.dataCame();
    }

    /** What the peer does that it must not, in words. */
    Optional<String> abuse() {
        if (done && owed.bytesSinceData() > MOST_WITHOUT_DATA) {
            return Optional.of("the peer sends TLS messages without data");
        }
        return done && isRenegotiating() ? Optional.of("the peer wants to renegotiate") : Optional.empty();
    }

    private boolean isRenegotiating() {
        HandshakeStatus status = ssl.engine().getHandshakeStatus();
        return session().getProtocol().equals("TLSv1.2")
                && status != HandshakeStatus.NOT_HANDSHAKING
                && status != HandshakeStatus.FINISHED
                && !ssl.engine().isInboundDone()
                && !ssl.engine().isOutboundDone();
    }

    ChannelFuture closeOutbound() {
        return ssl.closeOutbound();
    }

    SSLSession session() {
        return ssl.engine().getSession();
    }
}
