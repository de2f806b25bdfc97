package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.SpAddress;
import io.sp4j.TlsConfig;
import io.sp4j.internal.io.Connected;
import io.sp4j.internal.io.Handshaking;
import io.sp4j.internal.io.IoFailures;
import io.sp4j.internal.io.NoOutput;
import io.sp4j.internal.io.StreamWriter;
import io.sp4j.internal.wire.MalformedInput;
import io.sp4j.internal.wire.SpHandshake;
import io.sp4j.internal.wire.StreamFraming;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkHandler;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection over TLS. All of it belongs to its loop of Netty; the sending half is used by the holder of the flush token on
 * that loop only, other threads are told that there is no room.
 *
 * <pre>
 *   HANDSHAKE --TLS, header ok--> OPENED --start--> LIVE --finish--> FINISHING --EOF--> CLOSED
 *       \____________________________\_______________\__________close, fault, EOF________/
 * </pre>
 */
final class TlsLink extends ChannelInboundHandlerAdapter implements Link, Handshaking {
    private static final int BATCH = 64;
    private static final long STALL_NANOS = 60_000_000_000L;
    private static final long CLOSE_NOTIFY_MILLIS = 1_000;

    /** More than any record with what may stand before it. */
    private static final int MOST_WITHOUT_DATA = 64 << 10;

    private enum State {
        HANDSHAKE,
        OPENED,
        LIVE,
        FINISHING,
        CLOSED
    }

    private final Connected connected;
    private final TlsConfig tls;
    private final NettyLoops loops = NettyLoops.lease();
    private final EventLoop loop = loops.group().next();
    private final NioSocketChannel channel;
    private final OwedOutput owed = new OwedOutput();
    private final SslHandler ssl;
    private final SpHandshake handshake;
    private final StreamFraming framing;
    private final NettyChannel output;
    private final StreamWriter writer;
    private final List<Message> batch = new ArrayList<>();

    /** What came behind the header before the link was started. */
    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>(1);

    private State state = State.HANDSHAKE;
    private CloseReason endReason = CloseReason.LOCAL_CLOSE;
    private String endDetail = "";
    private boolean toldHandler;
    private boolean tlsDone;
    private boolean closeNotified;
    private boolean wantsWritable;
    private @Nullable Future<?> deadline;
    private @Nullable Future<?> stallAlarm;
    private volatile @Nullable LinkHandler handler;
    private volatile boolean paused;
    private volatile long lastProgress;

    /** A link that {@link #begin} starts, which must follow. */
    TlsLink(Connected connected, TlsConfig tls, SSLEngine engine) {
        this.connected = connected;
        this.tls = tls;
        LinkConfig config = connected.config();
        int limit = config.get(Options.RECV_MAX_SIZE);
        handshake = new SpHandshake(config.protocol());
        framing = new StreamFraming(
                StreamFraming.Form.TCP,
                limit == 0 ? 0 : (long) limit + LinkConfig.HEADER_ALLOWANCE,
                connected.loop().reassembly());
        channel = new NioSocketChannel(connected.channel());
        channel.config().setAutoRead(false);
        output = new NettyChannel(channel, this::hasRoom);
        writer = new StreamWriter(
                output, StreamFraming.Form.TCP, connected.loop().buffers());
        writer.greet(handshake);
        ssl = new SslHandler(engine);
        ssl.setHandshakeTimeoutMillis(0); // the deadline covers it
        ssl.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
        channel.pipeline().addLast(owed, ssl, this);
        lastProgress = config.clock().nanos();
    }

    // ---- Handshaking -----------------------------------------------------------------------------------------------

    @Override
    public long lastProgress() {
        return lastProgress;
    }

    @Override
    public void begin(long deadlineNanos) {
        long patience = deadlineNanos - connected.config().clock().nanos();
        channel.closeFuture().addListener(closed -> loops.release());
        loop.register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                end(CloseReason.IO_ERROR, String.valueOf(registered.cause()));
            } else if (state == State.HANDSHAKE) {
                deadline = loop.schedule(
                        () -> end(CloseReason.HANDSHAKE_TIMEOUT, "no complete handshake within the time allowed"),
                        patience,
                        TimeUnit.NANOSECONDS);
                channel.read();
            }
        });
    }

    // ---- what Netty tells ------------------------------------------------------------------------------------------

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            if (done.isSuccess()) {
                tlsDone = true;
                owed.dataCame();
                tls.handshakeDone(ssl.engine().getSession());
                write(NoOutput.INSTANCE);
                channel.read();
            } else {
                exceptionCaught(ctx, done.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent close && close.isSuccess()) {
            closeNotified = true;
            peerClosed();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        owed.dataCame();
        lastProgress = connected.config().clock().nanos();
        try {
            if (state == State.HANDSHAKE) {
                readHandshake(in);
            }
            if (state == State.OPENED && in.isReadable()) {
                early.add(in.retain());
            } else if (state == State.LIVE) {
                deliver(in);
            }
        } catch (MalformedInput e) {
            end(e.reason(), e.detail());
        } finally {
            ReferenceCountUtil.release(in);
        }
    }

    private void readHandshake(ByteBuf in) throws MalformedInput {
        int n = Math.min(in.readableBytes(), handshake.missing());
        handshake.feed(in.nioBuffer(in.readerIndex(), n));
        in.skipBytes(n);
        if (handshake.isDone()) {
            state = State.OPENED;
            connected.loop().post(() -> connected.listener().opened(this));
        }
    }

    private void deliver(ByteBuf from) throws MalformedInput {
        LinkHandler h = handler;
        ByteBuffer in = from.nioBuffer();
        while (h != null && in.hasRemaining() && state == State.LIVE) {
            try {
                framing.feed(in, batch, BATCH);
            } finally {
                if (!batch.isEmpty()) {
                    h.received(batch);
                    batch.clear();
                }
            }
        }
        if (state == State.LIVE && framing.isPartial() && stallAlarm == null) {
            stallAlarm = loop.schedule(this::checkStall, STALL_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void checkStall() {
        stallAlarm = null;
        if (state != State.LIVE || !framing.isPartial()) {
            return;
        }
        long now = connected.config().clock().nanos();
        if (paused) {
            lastProgress = now;
        }
        long left = lastProgress + STALL_NANOS - now;
        if (left <= 0) {
            end(CloseReason.STALLED_MESSAGE, "a message that had begun made no progress for 60 s");
        } else {
            stallAlarm = loop.schedule(this::checkStall, left, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (tlsDone && owed.bytesSinceData() > MOST_WITHOUT_DATA) {
            end(CloseReason.TLS_FAILED, "the peer sends TLS messages without data");
        } else if (tlsDone && isRenegotiating()) {
            end(CloseReason.TLS_FAILED, "the peer wants to renegotiate");
        }
        readOn();
    }

    private boolean isRenegotiating() {
        HandshakeStatus status = ssl.engine().getHandshakeStatus();
        return ssl.engine().getSession().getProtocol().equals("TLSv1.2")
                && status != HandshakeStatus.NOT_HANDSHAKING
                && status != HandshakeStatus.FINISHED
                && !ssl.engine().isInboundDone()
                && !ssl.engine().isOutboundDone();
    }

    /** Reads more if that is wanted. */
    private void readOn() {
        LinkHandler h = handler;
        if (state == State.HANDSHAKE || state == State.FINISHING) {
            channel.read();
        } else if (state == State.LIVE && h != null) {
            paused = !h.wantsRead();
            if (paused && h.wantsRead()) {
                paused = false;
            }
            if (!paused) {
                channel.read();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        peerClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        Throwable cause = TlsFailures.unwrapped(failure);
        end(TlsFailures.reason(cause), TlsFailures.describe(cause), cause);
    }

    private void peerClosed() {
        switch (state) {
            case HANDSHAKE -> end(CloseReason.PEER_CLOSED, "the peer closed the connection during the handshake");
            case FINISHING -> end(CloseReason.SOCKET_CLOSED, "closed by this side, the peer has confirmed");
            default -> {
                if (framing.isPartial()) {
                    end(CloseReason.TRUNCATED, "the peer closed the connection inside a message");
                } else if (closeNotified) {
                    end(CloseReason.PEER_CLOSED, "the peer closed the connection");
                } else {
                    end(CloseReason.CONNECTION_RESET, "the connection ended without a word of TLS");
                }
            }
        }
    }

    private void end(CloseReason why, String detail) {
        end(why, detail, null);
    }

    /** Closes the channel and says so, once. */
    private void end(CloseReason why, String detail, @Nullable Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        State before = state;
        state = State.CLOSED;
        endReason = why;
        endDetail = detail;
        cancel(deadline);
        cancel(stallAlarm);
        framing.discard();
        early.forEach(ReferenceCountUtil::release);
        early.clear();
        channel.close();
        connected.loop().post(() -> connected.watcher().ended(this));
        LinkHandler h = handler;
        if (h != null) {
            tellHandler(h);
        } else {
            writer.unsent();
            if (before == State.HANDSHAKE) {
                var failure = IoFailures.code(why).exception(remote() + ": " + detail, cause);
                connected.loop().post(() -> connected.listener().failed(remote(), why, failure));
            }
        }
    }

    private void tellHandler(LinkHandler h) {
        if (!toldHandler) {
            toldHandler = true;
            h.closed(endReason, endDetail);
        }
    }

    private static void cancel(@Nullable Future<?> alarm) {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    /** Runs a task on the loop; here when that is gone, as it is some time after the connection's end. */
    private void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    // ---- writing ---------------------------------------------------------------------------------------------------

    private Progress write(Outbound out) {
        try {
            return writer.drain(out);
        } catch (IOException | RuntimeException e) {
            end(CloseReason.IO_ERROR, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            end(CloseReason.OUT_OF_MEMORY, "no memory to write from");
        }
        return Progress.BLOCKED;
    }

    private void hasRoom() {
        LinkHandler h = handler;
        if (h == null && state == State.HANDSHAKE) {
            write(NoOutput.INSTANCE);
        } else if (h != null && wantsWritable && state != State.CLOSED) {
            wantsWritable = false;
            h.writable();
        }
    }

    @Override
    public Progress drain(Outbound out) {
        return loop.inEventLoop() && state != State.CLOSED ? write(out) : Progress.BLOCKED;
    }

    @Override
    public void scheduleWritable(Progress last) {
        try {
            loop.execute(() -> {
                wantsWritable = true;
                if (!output.isBusy()) {
                    hasRoom();
                }
            });
        } catch (RejectedExecutionException e) {
            // the connection has ended, there will be no room
        }
    }

    @Override
    public List<Message> unsent() {
        writer.maybeWritten(output.pendingBytes());
        return writer.unsent();
    }

    // ---- the rest of Link ------------------------------------------------------------------------------------------

    @Override
    public void start(LinkHandler newHandler) {
        handler = newHandler;
        run(() -> {
            if (state == State.OPENED) {
                state = State.LIVE;
                cancel(deadline);
                connected.loop().post(() -> connected.watcher().started(this));
                deliverEarly();
                readOn();
            } else {
                tellHandler(newHandler);
            }
        });
    }

    private void deliverEarly() {
        for (ByteBuf in = early.poll(); in != null; in = early.poll()) {
            try {
                deliver(in);
            } catch (MalformedInput e) {
                end(e.reason(), e.detail());
            } finally {
                in.release();
            }
        }
    }

    @Override
    public void readingChanged() {
        LinkHandler h = handler;
        if (paused && h != null && h.wantsRead()) {
            run(this::readOn);
        }
    }

    @Override
    public void finish() {
        run(() -> {
            if (state == State.LIVE) {
                state = State.FINISHING;
                framing.discard();
                ssl.closeOutbound().addListener(said -> channel.shutdownOutput());
                readOn();
            }
        });
    }

    @Override
    public void close(CloseReason why, String detail) {
        run(() -> end(why, detail));
    }

    @Override
    public SpAddress local() {
        return connected.local();
    }

    @Override
    public SpAddress remote() {
        return connected.remote();
    }

    @Override
    public int peerProtocol() {
        return handshake.peer();
    }

    @Override
    public Optional<SSLSession> tls() {
        return Optional.of(ssl.engine().getSession());
    }
}
