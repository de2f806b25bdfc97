package io.sp4j.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.SpAddress;
import io.sp4j.internal.io.Connected;
import io.sp4j.internal.io.Handshaking;
import io.sp4j.internal.io.IoFailures;
import io.sp4j.internal.io.Patience;
import io.sp4j.internal.wire.MalformedInput;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkHandler;
import io.sp4j.spi.LinkListener;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection on Netty, in whatever dialect, with TLS or without. All of it belongs to its loop of Netty; the sending half
 * is used by the holder of the flush token on that loop only, other threads are told that there is no room.
 *
 * <pre>
 *   HANDSHAKE --TLS, dialect--> OPENED --start--> LIVE --finish--> FINISHING --EOF--> CLOSED
 *       \__________________________\_______________\__________close, fault, EOF________/
 * </pre>
 */
final class NettyLink extends ChannelInboundHandlerAdapter implements Link, Handshaking, Patience.Host {
    private enum State {
        HANDSHAKE,
        OPENED,
        LIVE,
        FINISHING,
        CLOSED
    }

    private final Connected connected;
    private final Dialect dialect;
    private final Optional<TlsLayer> tls;
    private final Clock clock;
    private final long madeAt;
    private final NettyLoops loops = NettyLoops.lease();
    private final EventLoop loop = loops.group().next();
    private final NioSocketChannel channel;
    private final Output output;
    private final Patience patience;
    private final Input input;

    private State state = State.HANDSHAKE;
    private CloseReason endReason = CloseReason.LOCAL_CLOSE;
    private String endDetail = "";
    private boolean toldHandler;
    private boolean wantsWritable;
    private boolean peerHasClosed;
    private Clock.@Nullable Alarm deadline;
    private volatile LinkListener listener;
    private volatile SpAddress local;
    private volatile SpAddress remote;
    private volatile Duration handshakeTime = Duration.ZERO;
    private volatile @Nullable LinkHandler handler;
    private volatile boolean paused;
    private volatile long lastProgress;

    /** A link that {@link #begin} starts, which must follow. */
    NettyLink(Connected connected, Dialect dialect, Optional<TlsLayer> tls) {
        this.connected = connected;
        this.dialect = dialect;
        this.tls = tls;
        listener = connected.listener();
        local = connected.local();
        remote = connected.remote();
        clock = connected.config().clock();
        madeAt = clock.nanos();
        lastProgress = madeAt;
        channel = new NioSocketChannel(connected.channel());
        channel.config().setAutoRead(false);
        output = new Output(channel, dialect, tls, connected.loop().buffers(), this::hasRoom);
        input = new Input(dialect);
        patience = new Patience(connected.loop().reassembly(), clock, this);
        tls.ifPresent(layer -> layer.addTo(channel.pipeline()));
        channel.pipeline().addLast(this);
    }

    // ---- Handshaking -----------------------------------------------------------------------------------------------

    @Override
    public long lastProgress() {
        return lastProgress;
    }

    @Override
    public void begin(long deadlineNanos) {
        channel.closeFuture().addListener(closed -> {
            connected.loop().post(() -> connected.watcher().ended(this));
            loops.release();
        });
        loop.register(channel).addListener(registered -> {
            if (!registered.isSuccess()) {
                end(CloseReason.IO_ERROR, String.valueOf(registered.cause()));
            } else if (state == State.HANDSHAKE) {
                deadline = schedule(deadlineNanos, this::late);
                if (tls.isEmpty()) {
                    hello();
                }
                channel.read();
            }
        });
    }

    private void hello() {
        ByteBuf hello = dialect.hello(this);
        if (hello != null) {
            output.words().say(hello);
        }
    }

    /** From now on somebody else hears about this connection, whose ends have other names; during the handshake. */
    void answerTo(LinkListener other, SpAddress here, SpAddress there) {
        listener = other;
        local = here;
        remote = there;
    }

    // ---- what Netty tells ------------------------------------------------------------------------------------------

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done) {
            tls.ifPresent(layer -> layer.handshakeDone(done));
            if (done.isSuccess()) {
                hello();
                channel.read();
            } else {
                exceptionCaught(ctx, done.cause());
            }
        } else if (event instanceof SslCloseCompletionEvent close && close.isSuccess()) {
            tls.ifPresent(layer -> layer.peerClosed(close));
            peerClosed();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        tls.ifPresent(TlsLayer::dataCame);
        lastProgress = clock.nanos();
        try {
            if (state == State.HANDSHAKE) {
                readHandshake(in);
            }
            if (state == State.OPENED && in.isReadable()) {
                input.keep(in);
            } else if (state == State.LIVE) {
                deliver(in);
            } else if (state == State.FINISHING && dialect.skip(in.nioBuffer())) {
                peerClosed();
            } else if (state == State.CLOSED) {
                output.words().drop(in.readableBytes());
            }
        } catch (MalformedInput e) {
            malformed(e);
        } finally {
            in.release();
        }
    }

    private void readHandshake(ByteBuf in) throws MalformedInput {
        if (dialect.handshake(in)) {
            ByteBuf answer = dialect.answer();
            if (answer != null) {
                output.words().say(answer);
            }
            state = State.OPENED;
            handshakeTime = Duration.ofNanos(clock.nanos() - madeAt);
            LinkListener told = listener;
            connected.loop().post(() -> told.opened(this));
        }
    }

    private void deliver(ByteBuf in) throws MalformedInput {
        LinkHandler h = handler;
        if (h == null || state != State.LIVE) {
            return;
        }
        input.deliver(in, h, () -> state == State.LIVE);
        if (dialect.peerSaidBye()) {
            peerClosed();
        } else if (state == State.LIVE) {
            patience.progressed(dialect.isPartial());
            output.interject();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        readOn();
    }

    /** Reads more if that is wanted. */
    private void readOn() {
        if (state == State.HANDSHAKE || state == State.FINISHING) {
            channel.read();
        } else if (state == State.LIVE && wantsRead() && patience.mayRead(this::resumeStarved)) {
            channel.read();
        } else if (state == State.CLOSED) {
            output.words().readOn();
        }
    }

    private boolean wantsRead() {
        LinkHandler h = handler;
        if (h == null) {
            return false;
        }
        paused = !h.wantsRead();
        paused = paused && !h.wantsRead();
        return !paused;
    }

    /** Memory for partial messages is there again; any thread. */
    private void resumeStarved() {
        execute(() -> {
            patience.resumed();
            readOn();
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        peerClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
        Throwable cause = TlsFailures.unwrapped(failure);
        CloseReason why = TlsFailures.reason(cause);
        end(why, IoFailures.code(why), TlsFailures.describe(cause), cause);
    }

    private void late() {
        if (state == State.HANDSHAKE || state == State.OPENED) {
            end(CloseReason.HANDSHAKE_TIMEOUT, "no complete handshake within the time allowed");
        }
    }

    private void malformed(MalformedInput fault) {
        output.explain(fault.reason(), fault);
        ErrorCode code = fault instanceof WsFault known ? known.code() : IoFailures.code(fault.reason());
        end(fault.reason(), code, fault.detail(), null);
    }

    private void peerClosed() {
        peerHasClosed = true;
        if (state == State.OPENED && input.isKept()) {
            return; // what came before this comes first
        }
        switch (state) {
            case HANDSHAKE -> end(CloseReason.PEER_CLOSED, "the peer closed the connection during the handshake");
            case FINISHING -> end(CloseReason.SOCKET_CLOSED, "closed by this side, the peer has confirmed");
            default -> {
                if (dialect.isPartial()) {
                    end(CloseReason.TRUNCATED, "the peer closed the connection inside a message");
                } else if (dialect.peerSaidBye()
                        || tls.map(TlsLayer::isCloseNotified).orElse(true)) {
                    end(CloseReason.PEER_CLOSED, "the peer closed the connection");
                } else {
                    end(CloseReason.CONNECTION_RESET, "the connection ended without a word of TLS");
                }
            }
        }
    }

    private void end(CloseReason why, String detail) {
        if (state != State.CLOSED) {
            output.explain(why, null);
            end(why, IoFailures.code(why), detail, null);
        }
    }

    /** Closes the channel, or has its last words do so, and says so, once. */
    private void end(CloseReason why, ErrorCode code, String detail, @Nullable Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        State before = state;
        state = State.CLOSED;
        endReason = why;
        endDetail = detail;
        cancelDeadline();
        patience.end();
        input.discard();
        output.words().close();
        LinkHandler h = handler;
        if (h != null) {
            tellHandler(h);
        } else {
            output.unsent();
            if (before == State.HANDSHAKE) {
                LinkListener told = listener;
                var failure = code.exception(remote() + ": " + detail, cause);
                connected.loop().post(() -> told.failed(remote(), why, failure));
            }
        }
    }

    private void tellHandler(LinkHandler h) {
        if (!toldHandler) {
            toldHandler = true;
            h.closed(endReason, endDetail);
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    // ---- Patience.Host ---------------------------------------------------------------------------------------------

    @Override
    public Clock.Alarm schedule(long atNanos, Runnable action) {
        return connected.loop().schedule(atNanos, () -> execute(action));
    }

    @Override
    public boolean isReading() {
        return !paused;
    }

    @Override
    public void stalled() {
        end(CloseReason.STALLED_MESSAGE, "a message that had begun made no progress for 60 s");
    }

    /** Runs a task on the loop later; here when that is gone, as it is some time after the connection's end. */
    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            execute(task);
        }
    }

    // ---- writing ---------------------------------------------------------------------------------------------------

    private void hasRoom() {
        interject();
        LinkHandler h = handler;
        if (h != null && wantsWritable && state != State.CLOSED) {
            wantsWritable = false;
            h.writable();
        }
    }

    /** Says what the dialect has to say. */
    void interject() {
        if (state == State.LIVE) {
            output.interject();
        }
    }

    @Override
    public Progress drain(Outbound out) {
        if (!loop.inEventLoop() || state == State.CLOSED) {
            return Progress.BLOCKED;
        }
        try {
            return output.drain(out);
        } catch (IOException | RuntimeException e) {
            end(CloseReason.IO_ERROR, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            end(CloseReason.OUT_OF_MEMORY, "no memory to write from");
        }
        return Progress.BLOCKED;
    }

    @Override
    public void scheduleWritable(Progress last) {
        execute(() -> {
            wantsWritable = true;
            if (!output.isBusy()) {
                hasRoom();
            }
        });
    }

    @Override
    public List<Message> unsent() {
        return output.unsent();
    }

    // ---- the rest of Link ------------------------------------------------------------------------------------------

    @Override
    public void start(LinkHandler newHandler) {
        handler = newHandler;
        run(() -> {
            if (state == State.OPENED) {
                state = State.LIVE;
                cancelDeadline();
                connected.loop().post(() -> connected.watcher().started(this));
                dialect.live(this);
                deliverEarly();
                readOn();
            } else {
                tellHandler(newHandler);
            }
        });
    }

    private void deliverEarly() {
        for (ByteBuf in = input.early(); in != null; in = input.early()) {
            try {
                deliver(in);
            } catch (MalformedInput e) {
                malformed(e);
            } finally {
                in.release();
            }
        }
        if (peerHasClosed) {
            peerClosed();
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
                patience.end();
                output.finish();
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
        return local;
    }

    @Override
    public SpAddress remote() {
        return remote;
    }

    @Override
    public Duration handshakeTime() {
        return handshakeTime;
    }

    @Override
    public int peerProtocol() {
        return dialect.peerProtocol();
    }

    @Override
    public Optional<SSLSession> tls() {
        return tls.map(TlsLayer::session);
    }
}
