package io.sp4j.internal.engine;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Pipe;
import io.sp4j.PipeStats;
import io.sp4j.internal.io.EventLoop;
import io.sp4j.internal.turn.Effect;
import io.sp4j.internal.turn.MessageRing;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import io.sp4j.internal.wire.MessageAccess;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkHandler;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection between a protocol and a link: a ring outbound, reading that can be paused inbound.
 *
 * <ol>
 *   <li>The ring is filled inside the Turn and drained by the holder of the flush token, without a lock.
 *   <li>As an effect the pipe means "make it so": close, flush, deliver what was held back, read or not, finish, as the
 *       Turn has left these wants.
 *   <li>A full ring sets {@code full}, then looks again; a drainer publishes room, then looks at {@code full}.
 *   <li>What was received while reading is paused is held back here and delivered, in order, before anything newer.
 *   <li>When the pipe ends, the protocol may still take what was held back: it had been received.
 *   <li>The last holder of the token, once the link has closed, cuts the ring inside a Turn and detaches the pipe.
 * </ol>
 */
final class PipeCore implements PipePort, LinkHandler, Outbound, Effect {
    private static final Object NOT_ATTACHED = new Object();
    private static final int DELIVERY = 64;
    private static final int BORROWED_MESSAGES = 64;
    private static final int BORROWED_BYTES = 256 << 10;
    private static final int LOOP_MESSAGES = 4096;
    private static final int LOOP_BYTES = 4 << 20;
    private static final int DEFAULT_DEPTH = 1024;
    private static final long DEFAULT_BYTES = 8 << 20;

    final SocketCore socket;
    final Link link;
    final EndpointCore endpoint;
    final PipeHandle handle;
    final PipeCounters counters;
    private final int id;
    private final MessageRing ring = new MessageRing();
    private final FlushToken token = new FlushToken();

    // Guarded by the Turn; volatile where somebody reads without it.
    private Object protocolState = NOT_ATTACHED;
    private long attachedAt;
    private int depth = DEFAULT_DEPTH;
    private long maxBytes = DEFAULT_BYTES;
    private boolean writing;
    private boolean reading = true;
    private boolean closing;
    private boolean detached;
    private boolean finishSent;
    private final ArrayDeque<Message> heldBack = new ArrayDeque<>(0);
    private volatile boolean linkReads = true;
    private volatile boolean deliveryDue;
    private volatile boolean full;
    private volatile boolean finishing;
    private volatile @Nullable Ending ending;

    // Belong to the holder of the token.
    private int mayClaim;
    private long mayClaimBytes;
    private int claimed;

    /** Why the pipe ends, as far as this side decided it. */
    private record Ending(CloseReason why, String detail) {}

    PipeCore(SocketCore socket, Link link, EndpointCore endpoint, int id) {
        this.socket = socket;
        this.link = link;
        this.endpoint = endpoint;
        this.id = id;
        this.counters = new PipeCounters();
        this.handle = new PipeHandle(this);
    }

    Object protocolState() {
        return protocolState;
    }

    /** The protocol has taken the pipe. */
    void attached(Turn t, Object state) {
        protocolState = state;
        attachedAt = t.now();
    }

    /** As an effect, the first of the Turn that attached the pipe: a pipe that was refused in that Turn is not started. */
    void startLink() {
        if (protocolState != NOT_ATTACHED) {
            link.start(this);
        }
    }

    /** How long the pipe has been attached. */
    Duration age(Turn t) {
        return Duration.ofNanos(t.now() - attachedAt);
    }

    /** The counters now; inside the Turn. */
    PipeStats stats(Turn t) {
        return counters.snapshot(id, link.remote(), endpoint.url());
    }

    boolean isDetached() {
        return detached;
    }

    // ---- PipePort: inside the Turn ---------------------------------------------------------------------------------

    @Override
    public int id() {
        return id;
    }

    @Override
    public Pipe handle() {
        return handle;
    }

    @Override
    public boolean offer(Turn t, Message m) {
        if (closing || !hasRoom(m)) {
            return false;
        }
        enqueue(t, m);
        return true;
    }

    private boolean hasRoom(Message m) {
        if (depth == 0) {
            return !writing;
        }
        if (fits(m)) {
            return true;
        }
        full = true;
        VarHandle.fullFence();
        return fits(m);
    }

    private boolean fits(Message m) {
        return ring.fits(m.length(), depth, maxBytes);
    }

    private void enqueue(Turn t, Message m) {
        if (depth == 0) {
            writing = true;
            full = true;
        }
        counters.enqueue();
        ring.offer(m);
        t.after(this);
    }

    @Override
    public boolean offerOrDrop(Turn t, Message m) {
        if (closing) {
            t.drop(this, m, DropReason.LOST_ON_DISCONNECT);
        } else if (depth == 0 ? writing : !fits(m)) {
            t.drop(this, m, DropReason.QUEUE_FULL);
        } else {
            enqueue(t, m);
            return true;
        }
        return false;
    }

    @Override
    public void offerDroppingOldest(Turn t, Message m) {
        if (!closing && depth > 0) {
            makeRoom(t, m);
        }
        offerOrDrop(t, m);
    }

    private void makeRoom(Turn t, Message m) {
        int dropped = 0;
        while (!fits(m) && ring.poll() != null) {
            dropped++;
        }
        if (dropped > 0) {
            counters.drops.add(DropReason.QUEUE_FULL, dropped);
            socket.countDrop(t, this, DropReason.QUEUE_FULL, dropped);
        }
    }

    @Override
    public void resize(Turn t, int newDepth, long newMaxBytes) {
        if (newDepth == 0 && depth > 0) {
            full = true;
            VarHandle.fullFence();
            writing = !ring.isEmpty();
        }
        depth = newDepth;
        maxBytes = newMaxBytes;
    }

    @Override
    public void pauseReading(Turn t) {
        reading = false;
        linkReads = false;
    }

    @Override
    public void resumeReading(Turn t) {
        reading = true;
        if (heldBack.isEmpty()) {
            linkReads = true;
        } else {
            deliveryDue = true;
        }
        t.after(this);
    }

    @Override
    public void close(Turn t, CloseReason why, String detail) {
        closing = true;
        end(t, why, detail);
        t.after(this);
    }

    /** Writes what is queued, then half-closes; inside the Turn. */
    void finish(Turn t) {
        closing = true;
        finishing = true;
        t.after(this);
    }

    // ---- the effect: without the Turn ------------------------------------------------------------------------------

    @Override
    public void run() {
        Ending end = ending;
        if (end != null) {
            link.close(end.why, end.detail);
        }
        VarHandle.fullFence();
        if (!token.isTaken() && hasOutput()) {
            flush();
        }
        while (deliveryDue) {
            deliverHeldBack();
        }
        if (linkReads) {
            link.readingChanged();
        }
    }

    private boolean hasOutput() {
        return !ring.isEmpty() || finishing && !finishSent;
    }

    private void flush() {
        if (!token.tryTake()) {
            return;
        }
        WritePolicy policy = socket.writePolicy;
        if (finishing || !policy.leavesToLoops() && (depth == 0 || policy.callerWrites(socket.clock.nanos()))) {
            drain();
        } else {
            park(Progress.DONE);
        }
    }

    private void park(Progress last) {
        if (token.park() == FlushToken.Next.LAST_HOLDER) {
            detach();
        } else {
            link.scheduleWritable(last);
        }
    }

    /** Drains while there is something and the share of this thread is not used up; the caller holds the token. */
    private void drain() {
        boolean onLoop = EventLoop.onLoop();
        mayClaim = onLoop ? LOOP_MESSAGES : BORROWED_MESSAGES;
        mayClaimBytes = onLoop ? LOOP_BYTES : BORROWED_BYTES;
        while (true) {
            claimed = 0;
            Progress progress = link.drain(this);
            if (claimed > 0) {
                socket.writePolicy.drained(socket.clock.nanos(), claimed);
            }
            if (full && hasDrained(progress)) {
                signalWritable();
            }
            if (progress == Progress.BLOCKED || !ring.isEmpty() && (mayClaim <= 0 || mayClaimBytes <= 0)) {
                park(progress);
                return;
            }
            if (finishing && !finishSent && ring.isEmpty()) {
                finishSent = true;
                link.finish();
            }
            if (token.release() == FlushToken.Next.LAST_HOLDER) {
                detach();
                return;
            }
            VarHandle.fullFence();
            if (!hasOutput() || !token.tryTake()) {
                return;
            }
        }
    }

    private boolean hasDrained(Progress progress) {
        if (depth == 0) {
            return progress == Progress.DONE && ring.isEmpty();
        }
        return ring.size() <= depth / 2 && ring.bytes() <= maxBytes / 2;
    }

    private void signalWritable() {
        try (Turn t = socket.turn()) {
            if (depth == 0 && !ring.isEmpty()) {
                return; // offered since the drain: said again when that one is written
            }
            full = false;
            writing = false;
            if (!closing && !detached) {
                socket.logic.writable(t, protocolState);
            }
        }
    }

    // ---- Outbound: the holder of the token -------------------------------------------------------------------------

    @Override
    public @Nullable Message next() {
        if (mayClaim <= 0 || mayClaimBytes <= 0) {
            return null;
        }
        Message m = ring.poll();
        if (m != null) {
            mayClaim--;
            mayClaimBytes -= m.length();
            claimed++;
            counters.claimed++;
        }
        return m;
    }

    @Override
    public void written(int messages, long bytes) {
        counters.written(messages, bytes);
    }

    // ---- LinkHandler -----------------------------------------------------------------------------------------------

    @Override
    public void writable() {
        if (token.resume()) {
            drain();
        }
    }

    @Override
    public boolean wantsRead() {
        return linkReads;
    }

    @Override
    public void received(List<Message> batch) {
        socket.writePolicy.received();
        try (Turn t = socket.turn()) {
            if (detached || finishing) {
                return;
            }
            int count = batch.size();
            for (int i = 0; i < count && !closing; i++) {
                Message m = batch.get(i);
                counters.received(m);
                MessageAccess.origin(m, handle);
                if (reading && heldBack.isEmpty()) {
                    socket.logic.receive(t, protocolState, m);
                } else {
                    heldBack.add(m);
                    linkReads = false;
                }
            }
        }
    }

    private void deliverHeldBack() {
        try (Turn t = socket.turn()) {
            for (int i = 0; i < DELIVERY && reading && !detached; i++) {
                Message m = heldBack.poll();
                if (m == null) {
                    break;
                }
                socket.logic.receive(t, protocolState, m);
            }
            deliveryDue = reading && !detached && !heldBack.isEmpty();
            linkReads = reading && heldBack.isEmpty();
        }
    }

    @Override
    public void closed(CloseReason why, String detail) {
        try (Turn t = socket.turn()) {
            end(t, why, detail);
        }
        if (token.end() == FlushToken.Next.LAST_HOLDER) {
            detach();
        }
    }

    private void end(Turn t, CloseReason why, String detail) {
        if (ending == null) {
            ending = new Ending(why, detail);
        }
    }

    /** The end: the ring is cut, the protocol gets back what was never begun; by the last holder of the token. */
    private void detach() {
        List<Message> unsent = new ArrayList<>(link.unsent());
        try (Turn t = socket.turn()) {
            detached = true;
            closing = true;
            reading = false;
            linkReads = false;
            deliveryDue = false;
            for (Message m = ring.poll(); m != null; m = ring.poll()) {
                unsent.add(m);
                counters.claimed++;
            }
            counters.handedBack += unsent.size();
            long begun = counters.claimed - counters.handedBack - counters.txMessages();
            if (begun > 0) {
                counters.drops.add(DropReason.LOST_ON_DISCONNECT, begun);
                socket.countDrop(t, this, DropReason.LOST_ON_DISCONNECT, begun);
            }
            deliverLast(t);
            Ending end = ending == null ? new Ending(CloseReason.IO_ERROR, "the connection is gone") : ending;
            socket.detached(t, this, unsent, end.why, end.detail);
        }
    }

    /** What was held back goes to the protocol if that can use it without the pipe. */
    private void deliverLast(Turn t) {
        boolean closed = socket.isClosing(t);
        for (Message m = heldBack.poll(); m != null; m = heldBack.poll()) {
            if (closed || !socket.logic.receiveLast(t, protocolState, m)) {
                DropReason why = closed ? DropReason.UNREAD_AT_CLOSE : DropReason.LOST_ON_DISCONNECT;
                counters.protocolDrops.add(why, 1);
                socket.countDrop(t, this, why, 1);
            }
        }
    }
}
