package io.sp4j.testkit.sim;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.SpAddress;
import io.sp4j.internal.io.IoFailures;
import io.sp4j.internal.io.NoOutput;
import io.sp4j.internal.io.StreamWriter;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection, as {@code tcp} has it, on a simulated byte stream: the same handshake, framing and writer.
 *
 * <pre>
 *   HANDSHAKE --header ok--> OPENED --start--> LIVE --finish--> FINISHING --end--> CLOSED
 *       \_______________________\_______________\__________close, fault, end________/
 * </pre>
 */
final class SimLink implements Link {
    private static final int BATCH = 64;
    private static final int LARGEST_READ = 64 << 10;
    private static final long SECOND = 1_000_000_000L;

    private enum State {
        HANDSHAKE,
        OPENED,
        LIVE,
        FINISHING,
        CLOSED
    }

    private final SimNetwork net;
    private final SimConnection connection;
    private final SimConnection.Side side;
    private final SimSession session;
    private final LinkConfig config;
    private final LinkListener listener;
    private final SimWire in;
    private final SimWire out;
    private final SpHandshake handshake;
    private final StreamFraming framing;
    private final StreamWriter writer;
    private final SpAddress address;

    private State state = State.HANDSHAKE;
    private boolean greeted;
    private boolean reads;
    private boolean readDue;
    private boolean wantsRoom;
    private boolean roomDue;
    private boolean toldHandler;
    private int bytesPerSecond = Integer.MAX_VALUE;
    private long mayReadAt;
    private @Nullable LinkHandler handler;
    private Clock.@Nullable Alarm deadline;
    private CloseReason endReason = CloseReason.LOCAL_CLOSE;
    private String endDetail = "";

    SimLink(
            SimNetwork net,
            SimConnection connection,
            SimConnection.Side side,
            LinkConfig config,
            LinkListener listener) {
        this.net = net;
        this.connection = connection;
        this.side = side;
        this.session = (SimSession) config.session();
        this.config = config;
        this.listener = listener;
        this.in = connection.into(side);
        this.out = connection.outOf(side);
        this.address = new SpAddress.Inproc(connection.name());
        int limit = config.get(Options.RECV_MAX_SIZE);
        this.handshake = new SpHandshake(config.protocol());
        this.framing = new StreamFraming(
                StreamFraming.Form.TCP, limit == 0 ? 0 : (long) limit + LinkConfig.HEADER_ALLOWANCE, net.partial());
        this.writer = new StreamWriter(out, StreamFraming.Form.TCP, net.buffers());
        writer.greet(handshake);
    }

    /** Sends the header and waits for the peer's until {@code deadlineNanos}. */
    void begin(long deadlineNanos) {
        if (state == State.CLOSED) {
            return;
        }
        session.opened(this);
        deadline = net.time()
                .schedule(
                        deadlineNanos,
                        () -> end(CloseReason.HANDSHAKE_TIMEOUT, "no complete SP header within the time allowed"));
        drainGreeting();
        reads = true;
        readSoon();
    }

    private void drainGreeting() {
        try {
            greeted = writer.drain(NoOutput.INSTANCE) == Progress.DONE;
            if (greeted) {
                openIfBothGreeted();
            } else {
                scheduleWritable(Progress.BLOCKED);
            }
        } catch (IOException e) {
            end(CloseReason.CONNECTION_RESET, String.valueOf(e.getMessage()));
        }
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    boolean isLive() {
        return state == State.LIVE;
    }

    /** For the trace. */
    SimConnection.Side side() {
        return side;
    }

    void slow(int newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
    }

    // ---- what the wires tell ---------------------------------------------------------------------------------------

    /** Bytes or the end have arrived, or may be read again. */
    void readSoon() {
        if (!readDue && reads && state != State.CLOSED && in.isReadable()) {
            readDue = true;
            net.time().after(Math.max(0, mayReadAt - net.time().elapsed()), this::read);
        }
    }

    /** The peer has read something. */
    void roomSoon() {
        if (wantsRoom && !roomDue && out.room() > 0) {
            roomDue = true;
            net.time().after(0, this::room);
        }
    }

    private void room() {
        roomDue = false;
        if (wantsRoom && state != State.CLOSED) {
            wantsRoom = false;
            LinkHandler h = handler;
            if (h != null) {
                h.writable();
            } else if (state == State.HANDSHAKE) {
                drainGreeting();
            }
        }
    }

    /** A reset arrives. */
    void reset() {
        out.close();
        end(CloseReason.CONNECTION_RESET, "the peer reset the simulated connection");
    }

    /** Something was written that the peer will not read: a reset is on its way back. */
    void resetByPeer() {
        net.time().after(net.latency(), this::reset);
    }

    private void read() {
        readDue = false;
        try {
            switch (state) {
                case HANDSHAKE -> readHandshake();
                case OPENED -> reads = false;
                case LIVE -> readMessages();
                case FINISHING -> discardInput();
                case CLOSED -> {}
            }
        } catch (MalformedInput e) {
            end(e.reason(), e.detail());
        }
        readSoon();
    }

    private void readHandshake() throws MalformedInput {
        if (in.isAtEnd()) {
            end(CloseReason.PEER_CLOSED, "the peer closed the connection during the handshake");
            return;
        }
        handshake.feed(paced(handshake.missing()));
        if (handshake.isDone()) {
            reads = false;
            openIfBothGreeted();
        }
    }

    private void openIfBothGreeted() {
        if (greeted && handshake.isDone()) {
            state = State.OPENED;
            listener.opened(this);
        }
    }

    private void readMessages() throws MalformedInput {
        LinkHandler h = handler;
        if (h == null) {
            return;
        }
        if (!h.wantsRead()) {
            reads = false;
            return;
        }
        if (in.isAtEnd()) {
            boolean cut = framing.isPartial();
            end(
                    cut ? CloseReason.TRUNCATED : CloseReason.PEER_CLOSED,
                    cut ? "the peer closed the connection inside a message" : "the peer closed the connection");
            return;
        }
        ByteBuffer bytes = paced(LARGEST_READ);
        List<Message> batch = new ArrayList<>();
        while (bytes.hasRemaining() && state == State.LIVE) {
            try {
                framing.feed(bytes, batch, BATCH);
            } finally {
                if (!batch.isEmpty()) {
                    net.traces(connection + " " + side + " receives " + batch.size());
                    h.received(batch);
                    batch.clear();
                }
            }
        }
    }

    private void discardInput() {
        if (in.isAtEnd()) {
            end(CloseReason.SOCKET_CLOSED, "closed by this side, the peer has confirmed");
        } else {
            paced(LARGEST_READ);
        }
    }

    private ByteBuffer paced(int most) {
        ByteBuffer bytes =
                in.read(bytesPerSecond == Integer.MAX_VALUE ? most : Math.min(most, 1 + bytesPerSecond / 10));
        mayReadAt = bytesPerSecond == Integer.MAX_VALUE
                ? 0
                : net.time().elapsed() + bytes.remaining() * SECOND / bytesPerSecond;
        return bytes;
    }

    /** Closes this end and says so, once. */
    void end(CloseReason why, String detail) {
        if (state == State.CLOSED) {
            return;
        }
        net.traces(connection + " " + side + " ends: " + why);
        State before = state;
        state = State.CLOSED;
        endReason = why;
        endDetail = detail;
        cancelDeadline();
        framing.discard();
        if (in.hasUnread()) {
            out.reset();
        } else {
            out.end();
        }
        session.closed(this);
        connection.endIsClosed();
        LinkHandler h = handler;
        if (h != null) {
            tellHandler(h);
        } else {
            writer.unsent();
            if (before == State.HANDSHAKE) {
                listener.failed(address, why, IoFailures.code(why).exception(address + ": " + detail));
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
        Clock.Alarm alarm = deadline;
        if (alarm != null) {
            alarm.cancel();
        }
    }

    // ---- Link ------------------------------------------------------------------------------------------------------

    @Override
    public void start(LinkHandler newHandler) {
        handler = newHandler;
        net.time().onLoop(() -> {
            if (state == State.OPENED) {
                state = State.LIVE;
                cancelDeadline();
                startReading();
            } else {
                tellHandler(newHandler);
            }
        });
    }

    private void startReading() {
        if (state == State.LIVE || state == State.FINISHING) {
            reads = true;
            readSoon();
        }
    }

    @Override
    public Progress drain(Outbound source) {
        try {
            return writer.drain(source);
        } catch (IOException e) {
            close(CloseReason.CONNECTION_RESET, String.valueOf(e.getMessage()));
            return Progress.BLOCKED;
        }
    }

    @Override
    public void scheduleWritable(Progress last) {
        LinkHandler h = handler;
        if (last == Progress.BLOCKED) {
            wantsRoom = true;
            roomSoon();
        } else if (h != null) {
            net.time().after(0, h::writable);
        }
    }

    @Override
    public void readingChanged() {
        LinkHandler h = handler;
        if (!reads && h != null && h.wantsRead()) {
            net.time().onLoop(this::startReading);
        }
    }

    @Override
    public void finish() {
        net.time().onLoop(() -> {
            if (state == State.LIVE) {
                state = State.FINISHING;
                framing.discard();
                out.end();
                startReading();
            }
        });
    }

    @Override
    public void close(CloseReason why, String detail) {
        net.time().onLoop(() -> end(why, detail));
    }

    @Override
    public List<Message> unsent() {
        return writer.unsent();
    }

    @Override
    public SpAddress local() {
        return address;
    }

    @Override
    public SpAddress remote() {
        return address;
    }

    @Override
    public int peerProtocol() {
        return handshake.peer();
    }
}
