package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.SpAddress;
import io.sp4j.internal.protocol.PipeRejected;
import io.sp4j.internal.turn.Turn;
import io.sp4j.races.Ledger;
import io.sp4j.races.TestEnvironment;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkHandler;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A real pair socket with one real pipe on a link that takes everything and notes it. */
final class OnePipe implements Link {
    private static final Pair0 FACADE = Pair0.open();

    final SocketCore socket;
    final PipeCore pipe;
    final Ledger written = new Ledger();
    private final AtomicInteger drainers = new AtomicInteger();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final boolean callersWrite;
    private volatile boolean overlapped;
    private int mostAtOnce;

    /** Whether senders drain by themselves, or leave that to whoever calls {@link #loop}. */
    enum Writer {
        CALLER,
        LOOP
    }

    OnePipe(int depth, Writer writer) {
        callersWrite = writer == Writer.CALLER;
        SocketSetup setup = new SocketSetup(
                SocketCore.newOptions(Protocol.PAIR0), Runnable::run, new TestEnvironment(this::stepped));
        socket = new SocketCore(FACADE, Protocol.PAIR0, setup);
        pipe = new PipeCore(socket, this, null, 1);
        try (Turn t = socket.turn()) {
            pipe.attached(t, socket.logic.attach(t, pipe));
            pipe.resize(t, depth);
        } catch (PipeRejected e) {
            throw new IllegalStateException(e);
        }
    }

    /** A clock by which the socket was always idle for a second, or never. */
    private long stepped(long count) {
        return callersWrite ? count * 1_000_000_000L : 0;
    }

    boolean trySend(int number) {
        return socket.main().trySend(Ledger.message(number));
    }

    /** Does once what a loop does. */
    void loop() {
        if (wanted.getAndSet(false)) {
            pipe.writable();
        }
    }

    /** Does what loops still have to do. */
    void settle() {
        while (wanted.get()) {
            loop();
        }
    }

    /** The most messages that one drain found. */
    int mostAtOnce() {
        return mostAtOnce;
    }

    /** What is wrong with the drains so far, or the verdict on what was written and is still queued. */
    String verdict(int count) {
        if (overlapped) {
            return "two holders";
        }
        String verdict = Ledger.verdict(count, written);
        return verdict.startsWith("out of order") ? "each once" : verdict;
    }

    @Override
    public Progress drain(Outbound out) {
        overlapped |= drainers.getAndIncrement() != 0;
        int atOnce = 0;
        for (Message m = out.next(); m != null; m = out.next()) {
            written.took(m);
            out.written(1, m.length());
            atOnce++;
        }
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        drainers.getAndDecrement();
        return Progress.DONE;
    }

    @Override
    public void scheduleWritable(Progress last) {
        wanted.set(true);
    }

    @Override
    public void start(LinkHandler handler) {}

    @Override
    public void readingChanged() {}

    @Override
    public void finish() {}

    @Override
    public void close(CloseReason why, String detail) {}

    @Override
    public List<Message> unsent() {
        return List.of();
    }

    @Override
    public SpAddress local() {
        return new SpAddress.Inproc("race");
    }

    @Override
    public SpAddress remote() {
        return local();
    }

    @Override
    public int peerProtocol() {
        return Protocol.PAIR0.number();
    }
}
