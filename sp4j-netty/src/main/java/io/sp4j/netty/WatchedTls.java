package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.sp4j.spi.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * TLS that fails when the peer, after the handshake, makes work without sending data: records that bring none, such as
 * changes of keys, alerts and empty ones, and a second handshake.
 */
final class WatchedTls extends SslHandler {
    private static final int HANDSHAKE_RECORD = 22;
    private static final int MOST_IN_A_ROW = 32;
    private static final int MOST_A_MINUTE = 100;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Clock clock;
    private boolean dataCame;
    private int inARow;
    private int inThisMinute;
    private long minuteEnds;

    WatchedTls(SSLEngine engine, Executor tasks, Clock clock) {
        super(engine, tasks);
        this.clock = clock;
        minuteEnds = clock.nanos() + MINUTE_NANOS;
    }

    /** Data came out of the record that is being read. */
    void dataCame() {
        dataCame = true;
    }

    /** Takes one record at most. */
    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws SSLException {
        boolean watching = handshakeFuture().isSuccess();
        int start = in.readerIndex();
        if (watching && in.isReadable() && in.getUnsignedByte(start) == HANDSHAKE_RECORD) {
            // TLS 1.3 encrypts whatever it says after its handshake, so this is another one of TLS 1.2
            throw new SSLException("the peer wants to renegotiate");
        }
        dataCame = false;
        super.decode(ctx, in, out);
        if (dataCame) {
            inARow = 0;
        } else if (watching && in.readerIndex() != start) {
            withoutData();
        }
    }

    private void withoutData() throws SSLException {
        long now = clock.nanos();
        if (now - minuteEnds >= 0) {
            minuteEnds = now + MINUTE_NANOS;
            inThisMinute = 0;
        }
        inARow++;
        inThisMinute++;
        if (inARow > MOST_IN_A_ROW || inThisMinute > MOST_A_MINUTE) {
            throw new SSLException("the peer sends TLS records without data");
        }
    }
}
