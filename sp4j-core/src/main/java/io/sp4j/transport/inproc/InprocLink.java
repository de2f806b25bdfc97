package io.sp4j.transport.inproc;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.SpAddress;
import io.sp4j.internal.wire.MessageAccess;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkHandler;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection within the process. Draining hands messages to the other end's handler, which takes its own
 * socket's Turn; no lock is held meanwhile.
 *
 * <ol>
 *   <li>The other end does not read: the drain is blocked, {@code blocked} is set, then it is asked again. It reads again: it
 *       looks at {@code blocked}, and goes on with the drain on its own thread.
 *   <li>The first close of either end closes both; each handler hears of it once.
 * </ol>
 */
final class InprocLink implements Link {
    private static final int BATCH = 64;

    private final SpAddress address;
    private final LinkConfig config;
    private final int peerProtocol;
    private final AtomicBoolean over;
    private final AtomicBoolean blocked = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();
    private @Nullable InprocLink other;
    private volatile @Nullable LinkHandler handler;
    private volatile CloseReason reason = CloseReason.PEER_CLOSED;
    private volatile String detail = "the peer closed the connection";

    private InprocLink(String name, LinkConfig config, int peerProtocol, AtomicBoolean over) {
        this.address = new SpAddress.Inproc(name);
        this.config = config;
        this.peerProtocol = peerProtocol;
        this.over = over;
    }

    /** Two joined ends; the dialing one is returned. */
    static InprocLink pair(String name, LinkConfig dialing, LinkConfig listening) {
        AtomicBoolean over = new AtomicBoolean();
        InprocLink near = new InprocLink(name, dialing, listening.protocol().number(), over);
        InprocLink far = new InprocLink(name, listening, dialing.protocol().number(), over);
        near.other = far;
        far.other = near;
        return near;
    }

    InprocLink peer() {
        InprocLink joined = other;
        if (joined == null) {
            throw new IllegalStateException("not joined");
        }
        return joined;
    }

    boolean isOver() {
        return over.get();
    }

    @Override
    public void start(LinkHandler newHandler) {
        handler = newHandler;
        tellIfOver();
        peer().resumeIfBlocked();
    }

    @Override
    public Progress drain(Outbound out) {
        LinkHandler receiver = peer().handler;
        if (receiver == null) {
            return Progress.BLOCKED;
        }
        long limit = peer().limit();
        List<Message> batch = new ArrayList<>();
        while (receiver.wantsRead() && !over.get()) {
            long bytes = 0;
            Message m = null;
            while (batch.size() < BATCH && (m = out.next()) != null) {
                int length = MessageAccess.wireLength(m);
                if (length > limit) {
                    break;
                }
                bytes += length;
                batch.add(MessageAccess.of(
                        MessageAccess.header(m), MessageAccess.array(m), MessageAccess.offset(m), m.length()));
            }
            int count = batch.size();
            if (count > 0) {
                receiver.received(batch);
                batch.clear();
                out.written(count, bytes);
            }
            if (m != null && count < BATCH) {
                refuseTooLarge(m, limit);
                return Progress.BLOCKED;
            }
            if (count < BATCH) {
                return Progress.DONE;
            }
        }
        return Progress.BLOCKED;
    }

    private long limit() {
        int most = config.get(Options.RECV_MAX_SIZE);
        return most == 0 ? Long.MAX_VALUE : (long) most + LinkConfig.HEADER_ALLOWANCE;
    }

    private void refuseTooLarge(Message m, long limit) {
        peer().close(
                        CloseReason.MESSAGE_TOO_LARGE,
                        "the peer sent a message of " + MessageAccess.wireLength(m) + " bytes, the limit is " + limit);
    }

    @Override
    public void scheduleWritable(Progress last) {
        if (last == Progress.DONE) {
            callWritableSoon();
            return;
        }
        blocked.set(true);
        LinkHandler receiver = peer().handler;
        if (receiver != null && receiver.wantsRead() && blocked.compareAndSet(true, false)) {
            callWritableSoon();
        }
    }

    private void callWritableSoon() {
        LinkHandler mine = handler;
        if (mine != null) {
            config.clock().schedule(config.clock().nanos(), mine::writable);
        }
    }

    @Override
    public void readingChanged() {
        LinkHandler mine = handler;
        if (mine != null && mine.wantsRead()) {
            peer().resumeIfBlocked();
        }
    }

    private void resumeIfBlocked() {
        LinkHandler mine = handler;
        if (mine != null && blocked.compareAndSet(true, false)) {
            mine.writable();
        }
    }

    @Override
    public void finish() {
        close(CloseReason.SOCKET_CLOSED, "closed by this side");
    }

    @Override
    public void close(CloseReason why, String words) {
        if (!over.get()) {
            reason = why;
            detail = words;
        }
        if (over.compareAndSet(false, true)) {
            tellIfOver();
            peer().tellIfOver();
        }
    }

    private void tellIfOver() {
        LinkHandler mine = handler;
        if (mine != null && over.get() && told.compareAndSet(false, true)) {
            mine.closed(reason, detail);
        }
    }

    @Override
    public List<Message> unsent() {
        return List.of();
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
        return peerProtocol;
    }
}
