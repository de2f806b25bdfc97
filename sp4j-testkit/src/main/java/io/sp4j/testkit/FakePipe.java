package io.sp4j.testkit;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Pipe;
import io.sp4j.internal.turn.PipePort;
import io.sp4j.internal.turn.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pipe without a connection. It takes what a protocol offers as far as its depth allows, writes when the test says so,
 * and records everything. Using it after its detach, or while no Turn is held, fails the test.
 *
 * <pre>
 *   offer --> [ ring: being written | depth more ] -- LogicHarness.write --> written
 *                        |      '--- drop-oldest ---> dropped
 *                        '---------- detach --------> handed back; what was begun counts as written
 * </pre>
 */
public final class FakePipe implements PipePort {
    private final int id;
    private final Consumer<FakePipe> whenResumed;
    private final Deque<Message> ring = new ArrayDeque<>();
    private final List<Message> offered = new ArrayList<>();
    private final List<Message> written = new ArrayList<>();
    private final List<Message> dropped = new ArrayList<>();
    private final List<Message> handedBack = new ArrayList<>();
    private final Deque<Message> inbound = new ArrayDeque<>();
    private @Nullable Object state;
    private int depth;
    private long maxBytes = 8 << 20;
    private boolean begun;
    private boolean refused;
    private boolean paused;
    private boolean attached;
    private int pauses;
    private @Nullable CloseReason closeReason;

    FakePipe(int id, int depth, Consumer<FakePipe> whenResumed) {
        this.id = id;
        this.depth = depth;
        this.whenResumed = whenResumed;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Pipe handle() {
        throw new AssertionError("a fake pipe has no public handle");
    }

    @Override
    public boolean offer(Turn t, Message m) {
        check(t);
        if (closeReason != null || ring.size() > depth) {
            refused = true;
            return false;
        }
        ring.add(m);
        offered.add(m);
        return true;
    }

    @Override
    public boolean offerOrDrop(Turn t, Message m) {
        check(t);
        if (closeReason != null) {
            t.drop(this, m, DropReason.LOST_ON_DISCONNECT);
        } else if (ring.size() > depth) {
            t.drop(this, m, DropReason.QUEUE_FULL);
        } else {
            ring.add(m);
            offered.add(m);
            return true;
        }
        return false;
    }

    @Override
    public void offerDroppingOldest(Turn t, Message m) {
        check(t);
        Message being = ring.poll();
        while (closeReason == null
                && (ring.size() >= depth || ringBytes() + m.length() > maxBytes)
                && !ring.isEmpty()) {
            Message oldest = ring.remove();
            dropped.add(oldest);
            t.drop(this, oldest, DropReason.QUEUE_FULL);
        }
        if (being != null) {
            ring.addFirst(being);
        }
        offerOrDrop(t, m);
    }

    private long ringBytes() {
        return ring.stream().mapToLong(Message::length).sum();
    }

    @Override
    public void resize(Turn t, int newDepth, long newMaxBytes) {
        check(t);
        depth = newDepth;
        maxBytes = newMaxBytes;
    }

    @Override
    public void pauseReading(Turn t) {
        check(t);
        pauses += paused ? 0 : 1;
        paused = true;
    }

    @Override
    public void resumeReading(Turn t) {
        check(t);
        paused = false;
        t.after(() -> whenResumed.accept(this));
    }

    @Override
    public void close(Turn t, CloseReason why, String detail) {
        check(t);
        if (detail.isBlank()) {
            throw new AssertionError("pipe " + id + " is closed without saying why");
        }
        if (closeReason == null) {
            closeReason = why;
        }
    }

    /** Whether the protocol knows this pipe. */
    public boolean isAttached() {
        return attached;
    }

    /** Whether the protocol wants nothing more from this pipe for now. */
    public boolean isPaused() {
        return paused;
    }

    /** How often reading was paused. */
    public int pauses() {
        return pauses;
    }

    /** Why the protocol closed it, or null. */
    public @Nullable CloseReason closeReason() {
        return closeReason;
    }

    /** How many messages may wait beside the one being written. */
    public int depth() {
        return depth;
    }

    /** All messages that the pipe took, oldest first. */
    public List<Message> offered() {
        return Collections.unmodifiableList(offered);
    }

    /** The messages that went out, oldest first, one that was lost half-way included. */
    public List<Message> written() {
        return Collections.unmodifiableList(written);
    }

    /** What the pipe took and dropped to make room for newer messages. */
    public List<Message> droppedFromRing() {
        return Collections.unmodifiableList(dropped);
    }

    /** What the pipe had taken and not begun to write when it was detached. */
    public List<Message> handedBack() {
        return Collections.unmodifiableList(handedBack);
    }

    /** Fails unless every message that it took is written, dropped, handed back or still here, once. */
    void checkConservation() {
        int accounted = written.size() + dropped.size() + handedBack.size() + ring.size();
        if (offered.size() != accounted) {
            throw new AssertionError(
                    "pipe " + id + " took " + offered.size() + " messages and accounts for " + accounted);
        }
    }

    /** What the pipe took and has not written. */
    public List<Message> unwritten() {
        return List.copyOf(ring);
    }

    /** What the peer sent and the protocol has not been given, since it paused. */
    public List<Message> held() {
        return List.copyOf(inbound);
    }

    /** The first unwritten message is on its way: it is lost with the pipe rather than handed back. */
    public void beginWriting() {
        begun = !ring.isEmpty();
    }

    void attachedAs(Object newState) {
        state = newState;
        attached = true;
    }

    Object state() {
        Object known = state;
        if (known == null) {
            throw new AssertionError("pipe " + id + " is not attached");
        }
        return known;
    }

    void arrive(Message m) {
        inbound.add(m);
    }

    boolean canReceive() {
        return attached && !paused && closeReason == null && !inbound.isEmpty();
    }

    Message nextInbound() {
        return inbound.remove();
    }

    /** Writes the oldest; answers whether the protocol is to be told that there is room. */
    boolean writeOne() {
        Message m = ring.poll();
        if (m == null) {
            return false;
        }
        begun = false;
        written.add(m);
        boolean tell = depth == 0 ? ring.isEmpty() : refused && ring.size() <= depth / 2;
        refused &= !tell;
        return tell;
    }

    /** Ends the pipe; answers what it never began to write. */
    List<Message> detached() {
        if (begun) {
            written.add(ring.remove());
        }
        List<Message> unsent = List.copyOf(ring);
        handedBack.addAll(unsent);
        ring.clear();
        inbound.clear();
        attached = false;
        begun = false;
        return unsent;
    }

    private void check(Turn t) {
        if (!t.isHeld()) {
            throw new AssertionError("pipe " + id + " is used outside a Turn");
        }
        if (state != null && !attached) {
            throw new AssertionError("pipe " + id + " is used after its detach");
        }
    }

    @Override
    public String toString() {
        return "fake pipe " + id;
    }
}
