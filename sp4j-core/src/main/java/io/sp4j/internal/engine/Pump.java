package io.sp4j.internal.engine;

import io.sp4j.Device.Direction;
import io.sp4j.DeviceStats;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.internal.io.EventLoop;
import io.sp4j.internal.turn.Op;
import io.sp4j.internal.turn.Turn;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries messages from one socket to another, on whichever thread settles what it waits for.
 *
 * <pre>
 *   [ inbox of one ] -- up to 64, without a Turn --> [ in hand ] -- in one Turn --> [ the other ]
 *          ^                                                              |
 *          '--- nothing there: a receive waits        no room: a send waits ---> nothing more is taken
 * </pre>
 *
 * <ol>
 *   <li>One thread at a time runs it, the holder of the token. At rest exactly one op waits, a receive or a send, and settling
 *       that asks for a run; or it is over.
 *   <li>It never holds two Turns, and runs after the Turn that asked for it.
 *   <li>A run carries at most 64 messages; the rest is left to a loop, as is a run that is asked for on a thread that is no
 *       loop, or inside another run: no caller is captured, and devices in a row or a ring do not nest.
 *   <li>A message is in hand until the send that carries it is done. What is in hand at the end is counted as dropped.
 * </ol>
 */
final class Pump implements Runnable {
    private static final int MOST_AT_ONCE = 64;

    private final ContextCore from;
    private final ContextCore to;
    private final Direction direction;
    private final DeviceCore device;
    private final CallToken token = new CallToken();

    // The holder's.
    private final ArrayDeque<Message> inHand = new ArrayDeque<>(MOST_AT_ONCE);
    private @Nullable Step waiting;
    private int budget;
    private boolean over;

    // Guarded by the Turn of the receiving socket.
    private final ReasonCounts<DropReason> drops = new ReasonCounts<>(DropReason.class);
    private long messages;
    private long bytes;

    /** A receive or a send of this pump. */
    private final class Step extends Op {
        private volatile boolean done;

        Step(@Nullable Message toSend) {
            super(toSend, Waiting.ALLOWED);
        }

        @Override
        protected boolean wake() {
            done = true;
            call();
            return false;
        }
    }

    Pump(DeviceCore device, Direction direction, ContextCore from, ContextCore to) {
        this.device = device;
        this.direction = direction;
        this.from = from;
        this.to = to;
    }

    /** Asks for a run. */
    void call() {
        if (token.ask()) {
            runSoon();
        }
    }

    private void runSoon() {
        if (!EventLoop.runHere(this)) {
            from.socket.clock.schedule(from.socket.clock.nanos(), this::runOnClock);
        }
    }

    private void runOnClock() {
        if (!EventLoop.runHere(this)) {
            run();
        }
    }

    /** By the holder of the token. */
    @Override
    public void run() {
        try {
            do {
                budget = MOST_AT_ONCE;
                if (!over && carry()) {
                    runSoon();
                    return;
                }
            } while (!token.rest());
        } catch (Throwable failure) {
            device.failed(failure);
            end();
        }
    }

    /** Carries messages until something has to wait; true when this run has done its share and there may be more. */
    private boolean carry() {
        Step step = waiting;
        if (step != null) {
            if (!step.done) {
                return false;
            }
            waiting = null;
            finish(step);
        }
        while (!over) {
            if (inHand.isEmpty()) {
                fill();
            } else if (budget == 0) {
                return true;
            } else {
                pass();
            }
            if (waiting != null) {
                return false;
            }
        }
        return false;
    }

    /** What waited is done. */
    private void finish(Step step) {
        if (step.failure() != null) {
            end();
        } else if (step.isSend()) {
            try (Turn t = to.socket.turn()) {
                passed(t, step);
            }
        } else {
            inHand.add(Objects.requireNonNull(step.result()));
        }
    }

    /** Takes what is there, or begins to wait for it. */
    private void fill() {
        Message m = from.pollInbox();
        while (m != null) {
            inHand.add(m);
            m = inHand.size() < MOST_AT_ONCE ? from.pollInbox() : null;
        }
        if (inHand.isEmpty()) {
            Step step = new Step(null);
            if (from.begin(step)) {
                finish(step);
            } else {
                waiting = step;
            }
        } else if (from.socket.isClosing()) {
            end(); // what is in hand may be newer than what the closing socket has dropped
        }
    }

    /** Sends what is in hand, as far as the budget goes and there is room. */
    private void pass() {
        boolean failed = false;
        try (Turn t = to.socket.turn()) {
            while (budget > 0 && !inHand.isEmpty() && !failed && waiting == null) {
                budget--;
                Step step = new Step(inHand.element());
                if (!to.begin(t, step)) {
                    waiting = step;
                } else if (step.failure() != null) {
                    failed = true;
                } else {
                    passed(t, step);
                }
            }
        }
        if (failed) {
            end();
        }
    }

    /** The oldest in hand was taken by the socket, which may have dropped it. */
    private void passed(Turn t, Step step) {
        Message m = inHand.remove();
        if (step.note() instanceof DropReason why) {
            drops.add(why, 1);
        } else {
            messages++;
            bytes += m.length();
            device.taps.passed(t, direction, m);
        }
    }

    /** A socket is closed; what is in hand will not be sent. */
    private void end() {
        over = true;
        try (Turn t = to.socket.turn()) {
            for (Message m = inHand.poll(); m != null; m = inHand.poll()) {
                drops.add(DropReason.UNDELIVERED_AT_CLOSE, 1);
                t.drop(null, m, DropReason.UNDELIVERED_AT_CLOSE);
            }
        }
        device.pumpOver();
    }

    DeviceStats.Way stats() {
        try (Turn t = to.socket.turn()) {
            return stats(t);
        }
    }

    private DeviceStats.Way stats(Turn t) {
        return new DeviceStats.Way(messages, bytes, drops.toMap());
    }
}
