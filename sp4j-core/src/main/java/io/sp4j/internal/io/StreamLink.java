package io.sp4j.internal.io;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.SpAddress;
import io.sp4j.internal.wire.MalformedInput;
import io.sp4j.internal.wire.SpHandshake;
import io.sp4j.internal.wire.StreamFraming;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkHandler;
import io.sp4j.spi.LinkListener;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection over a byte stream: tcp or a Unix domain socket. The receiving half and the life cycle belong to the loop,
 * the sending half ({@link StreamWriter}) to the holder of the flush token.
 *
 * <pre>
 *   HANDSHAKE --header ok--> OPENED --start--> LIVE --finish--> FINISHING --EOF--> CLOSED
 *       \_______________________\_______________\__________close, fault, EOF________/
 * </pre>
 *
 * <ol>
 *   <li>The handshake deadline is absolute: it ends with {@code start}, no read prolongs it.
 *   <li>While the handler wants no reading, interest is given up when data shows up, not before: a short pause is free.
 *   <li>A partial message that makes no progress for a minute ends the connection; time that we paused does not count.
 * </ol>
 */
public final class StreamLink implements Link, Handshaking, Selectable, Patience.Host {
    private static final int BATCH = 64;
    private static final int SMALL_READ_BYTES = 64 << 10;
    private static final int STARVED_READ_BYTES = 4 << 10;
    private static final int FEW = 16;

    private enum State {
        HANDSHAKE,
        OPENED,
        LIVE,
        FINISHING,
        CLOSED
    }

    private final EventLoop loop;
    private final SocketChannel channel;
    private final LinkConfig config;
    private final LinkListener listener;
    private final Watcher watcher;
    private final SpAddress local;
    private final SpAddress remote;
    private final Optional<UserPrincipal> peerUser;
    private final SpHandshake handshake;
    private final StreamFraming framing;
    private final StreamWriter writer;
    private final ReassemblyBudget budget;
    private final Patience patience;

    private State state = State.HANDSHAKE;
    private @Nullable SelectionKey key;
    private Clock.@Nullable Alarm deadline;
    private final long madeAt;
    private Duration handshakeTime = Duration.ZERO;
    private long lastProgress;
    private boolean greeted;
    private CloseReason endReason = CloseReason.LOCAL_CLOSE;
    private String endDetail = "";
    private boolean toldHandler;
    private volatile @Nullable LinkHandler handler;

    /** The last read was full and brought few messages: they are large. */
    private boolean readsMuch;

    private volatile boolean reads;

    /** A link for a connected channel; {@link #begin} starts it. */
    public StreamLink(Connected connected, StreamFraming.Form form, Optional<UserPrincipal> peerUser) {
        this.loop = connected.loop();
        this.channel = connected.channel();
        this.config = connected.config();
        this.listener = connected.listener();
        this.watcher = connected.watcher();
        this.local = connected.local();
        this.remote = connected.remote();
        this.peerUser = peerUser;
        this.budget = loop.reassembly();
        int limit = config.get(Options.RECV_MAX_SIZE);
        this.handshake = new SpHandshake(config.protocol());
        this.framing = new StreamFraming(form, limit == 0 ? 0 : (long) limit + LinkConfig.HEADER_ALLOWANCE, budget);
        this.writer = new StreamWriter(channel, form, loop.buffers());
        this.patience = new Patience(budget, config.clock(), this);
        this.madeAt = config.clock().nanos();
        this.lastProgress = madeAt;
        writer.greet(handshake);
    }

    @Override
    public long lastProgress() {
        return lastProgress;
    }

    /** Sends the header and waits for the peer's until {@code deadlineNanos}; on the loop. */
    @Override
    public void begin(long deadlineNanos) {
        try {
            key = loop.register(channel, SelectionKey.OP_READ, this);
            reads = true;
            deadline = loop.schedule(
                    deadlineNanos,
                    () -> end(CloseReason.HANDSHAKE_TIMEOUT, "no complete SP header within the time allowed"));
            greetOn();
        } catch (IOException e) {
            end(IoFailures.reason(e), String.valueOf(e.getMessage()));
        }
    }

    private void greetOn() throws IOException {
        greeted = writer.drain(NoOutput.INSTANCE) == Progress.DONE;
        if (greeted) {
            openIfBothGreeted();
        } else {
            interest(SelectionKey.OP_WRITE, 0);
        }
    }

    // ---- the loop's side -------------------------------------------------------------------------------------------

    @Override
    public void ready(int readyOps) {
        if ((readyOps & SelectionKey.OP_WRITE) != 0) {
            interest(0, SelectionKey.OP_WRITE);
            LinkHandler h = handler;
            if (h != null) {
                h.writable();
            } else if (state == State.HANDSHAKE) {
                try {
                    greetOn();
                } catch (IOException e) {
                    end(IoFailures.reason(e), String.valueOf(e.getMessage()));
                }
            }
        }
        if ((readyOps & SelectionKey.OP_READ) != 0) {
            read();
        }
    }

    @Override
    public void failed(Throwable failure) {
        CloseReason why = failure instanceof OutOfMemoryError ? CloseReason.OUT_OF_MEMORY : CloseReason.INTERNAL_ERROR;
        loop.batch().clear();
        end(why, failure.toString());
        if (why == CloseReason.INTERNAL_ERROR) {
            Log.fault("a connection failed, it is closed and the loop goes on", failure);
        }
    }

    private void read() {
        try {
            switch (state) {
                case HANDSHAKE -> readHandshake();
                case OPENED -> stopReading();
                case LIVE -> readMessages();
                case FINISHING -> discardInput();
                case CLOSED -> {}
            }
        } catch (IOException e) {
            end(IoFailures.reason(e), String.valueOf(e.getMessage()));
        } catch (MalformedInput e) {
            end(e.reason(), e.detail());
        }
    }

    private void readHandshake() throws IOException, MalformedInput {
        ByteBuffer in = loop.readBuffer().limit(handshake.missing());
        if (channel.read(in) < 0) {
            end(CloseReason.PEER_CLOSED, "the peer closed the connection during the handshake");
            return;
        }
        lastProgress = config.clock().nanos();
        handshake.feed(in.flip());
        if (handshake.isDone()) {
            stopReading();
            openIfBothGreeted();
        }
    }

    /** The writer is the loop's until our header is out, the token holder's from then on. */
    private void openIfBothGreeted() {
        if (greeted && handshake.isDone()) {
            state = State.OPENED;
            handshakeTime = Duration.ofNanos(config.clock().nanos() - madeAt);
            listener.opened(this);
        }
    }

    private void readMessages() throws IOException, MalformedInput {
        LinkHandler h = handler;
        if (h == null) {
            return;
        }
        if (!h.wantsRead()) {
            stopReading();
            if (h.wantsRead()) {
                startReading();
            }
            return;
        }
        ByteBuffer in = loop.readBuffer();
        if (framing.missing() <= SMALL_READ_BYTES && !readsMuch) {
            in.limit(SMALL_READ_BYTES);
        }
        if (budget.isSpent()) {
            if (!patience.mayRead(this::resumeStarved)) {
                stopReading();
                return;
            }
            in.limit(STARVED_READ_BYTES);
        }
        int n = channel.read(in);
        if (n < 0) {
            boolean cut = framing.isPartial();
            end(
                    cut ? CloseReason.TRUNCATED : CloseReason.PEER_CLOSED,
                    cut ? "the peer closed the connection inside a message" : "the peer closed the connection");
            return;
        }
        boolean full = !in.hasRemaining();
        int messages = deliver(in.flip(), h);
        readsMuch = full && messages < FEW;
        if (state == State.LIVE) {
            patience.progressed(framing.isPartial());
        }
    }

    /** Answers how many messages there were. */
    private int deliver(ByteBuffer in, LinkHandler h) throws MalformedInput {
        List<Message> batch = loop.batch();
        int messages = 0;
        while (in.hasRemaining() && state == State.LIVE) {
            try {
                framing.feed(in, batch, BATCH);
            } finally {
                if (!batch.isEmpty()) {
                    messages += batch.size();
                    h.received(batch);
                    batch.clear();
                }
            }
        }
        return messages;
    }

    private void discardInput() throws IOException {
        if (channel.read(loop.readBuffer()) < 0) {
            end(CloseReason.SOCKET_CLOSED, "closed by this side, the peer has confirmed");
        }
    }

    /** Memory for partial messages is there again; any thread. */
    private void resumeStarved() {
        loop.post(() -> {
            patience.resumed();
            startReading();
        });
    }

    @Override
    public Clock.Alarm schedule(long atNanos, Runnable action) {
        return loop.schedule(atNanos, action);
    }

    @Override
    public boolean isReading() {
        return reads;
    }

    @Override
    public void stalled() {
        end(CloseReason.STALLED_MESSAGE, "a message that had begun made no progress for 60 s");
    }

    private void stopReading() {
        interest(0, SelectionKey.OP_READ);
        reads = false;
    }

    private void startReading() {
        if (state == State.LIVE || state == State.FINISHING) {
            reads = true;
            interest(SelectionKey.OP_READ, 0);
        }
    }

    private void interest(int add, int remove) {
        SelectionKey k = key;
        if (k != null && k.isValid()) {
            int before = k.interestOps();
            int after = before & ~remove | add;
            k.interestOps(after);
            loop.users().interest(before, after);
        }
    }

    /** Closes the channel and says so, once; on the loop. */
    private void end(CloseReason why, String detail) {
        if (state == State.CLOSED) {
            return;
        }
        State before = state;
        if (before == State.LIVE || before == State.FINISHING) {
            loop.users().left(config.session());
        }
        interest(0, SelectionKey.OP_WRITE);
        state = State.CLOSED;
        endReason = why;
        endDetail = detail;
        cancelDeadline();
        framing.discard();
        patience.end();
        watcher.ended(this);
        try {
            channel.close();
        } catch (IOException e) {
            Log.debug("closing a channel failed", e);
        }
        LinkHandler h = handler;
        if (h != null) {
            tellHandler(h);
        } else {
            writer.unsent();
            if (before == State.HANDSHAKE) {
                listener.failed(remote, why, IoFailures.code(why).exception(remote + ": " + detail));
            }
        }
    }

    /** Once: the end may come between {@link #start} and the loop's hearing of it. */
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

    // ---- Link ------------------------------------------------------------------------------------------------------

    @Override
    public void start(LinkHandler newHandler) {
        handler = newHandler;
        loop.run(() -> {
            if (state == State.OPENED) {
                state = State.LIVE;
                loop.users().joined(config.session());
                watcher.started(this);
                cancelDeadline();
                startReading();
            } else {
                tellHandler(newHandler);
            }
        });
    }

    @Override
    public Progress drain(Outbound out) {
        try {
            return writer.drain(out);
        } catch (IOException e) {
            close(IoFailures.reason(e), String.valueOf(e.getMessage()));
            return Progress.BLOCKED;
        } catch (OutOfMemoryError e) {
            close(CloseReason.OUT_OF_MEMORY, "no memory to write from");
            return Progress.BLOCKED;
        }
    }

    @Override
    public void scheduleWritable(Progress last) {
        if (last == Progress.BLOCKED) {
            loop.run(() -> interest(SelectionKey.OP_WRITE, 0));
        } else {
            LinkHandler h = handler;
            if (h != null) {
                loop.post(h::writable);
            }
        }
    }

    @Override
    public void readingChanged() {
        LinkHandler h = handler;
        if (!reads && h != null && h.wantsRead()) {
            loop.run(this::startReading);
        }
    }

    @Override
    public void finish() {
        loop.run(() -> {
            if (state == State.LIVE) {
                state = State.FINISHING;
                patience.end();
                framing.discard();
                try {
                    channel.shutdownOutput();
                    startReading();
                } catch (IOException e) {
                    end(IoFailures.reason(e), String.valueOf(e.getMessage()));
                }
            }
        });
    }

    @Override
    public void close(CloseReason why, String detail) {
        loop.run(() -> end(why, detail));
    }

    @Override
    public List<Message> unsent() {
        return writer.unsent();
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
        return handshake.peer();
    }

    @Override
    public Optional<UserPrincipal> peerUser() {
        return peerUser;
    }
}
