package io.sp4j.internal.engine;

import io.sp4j.ErrorCode;
import io.sp4j.Registration;
import io.sp4j.internal.engine.Readiness.Direction;
import io.sp4j.internal.protocol.RawSpec;
import io.sp4j.internal.turn.Turn;
import java.nio.channels.SelectableChannel;
import java.util.Objects;

/** Ways to wait for a context without receiving or sending: an action, a selector, a parked thread. */
public final class Watching {
    private final ContextCore context;
    private final Readiness receivable;
    private final Readiness sendable;

    Watching(ContextCore context) {
        this.context = context;
        this.receivable = new Readiness(context, Direction.RECEIVE);
        this.sendable = new Readiness(context, Direction.SEND);
    }

    /** Runs {@code action} whenever the context becomes receivable. */
    public Registration onReceivable(Runnable action) {
        return on(receivable, action);
    }

    /** Runs {@code action} whenever the context becomes sendable. */
    public Registration onSendable(Runnable action) {
        return on(sendable, action);
    }

    private Registration on(Readiness readiness, Runnable action) {
        checkDirection(readiness);
        ReadyAction added = new ReadyAction(context, readiness, Objects.requireNonNull(action, "action"));
        try (Turn t = context.socket.turn()) {
            context.checkOpen(t);
            readiness.add(t, added);
        }
        return added;
    }

    /** The channel that is readable while the context is receivable. */
    public SelectableChannel recvReady() {
        return channel(receivable);
    }

    /** The channel that is readable while the context is sendable. */
    public SelectableChannel sendReady() {
        return channel(sendable);
    }

    private SelectableChannel channel(Readiness readiness) {
        checkDirection(readiness);
        try (Turn t = context.socket.turn()) {
            context.checkOpen(t);
            ReadyChannel channel = readiness.channel(t);
            if (channel != null) {
                return channel.source();
            }
        }
        ReadyChannel fresh = new ReadyChannel(context);
        try (Turn t = context.socket.turn()) {
            ReadyChannel earlier = readiness.channel(t);
            if (earlier != null || context.isGone(t)) {
                t.after(fresh::close);
            }
            context.checkOpen(t);
            return earlier != null ? earlier.source() : readiness.use(t, fresh).source();
        }
    }

    /** Raw sockets have methods that their protocol has no use for. */
    private void checkDirection(Readiness readiness) {
        SocketCore socket = context.socket;
        RawSpec spec = RawSpec.of(socket.protocol);
        if (socket.isRaw() && !(readiness == receivable ? spec.receives() : spec.sends())) {
            throw ErrorCode.NOT_SUPPORTED.exception(socket.name() + ": sockets of protocol "
                    + socket.protocol.wireName() + (readiness == receivable ? " receive" : " send") + " nothing");
        }
    }

    /** Tells {@code watch} when nothing can be received any more; false when that is so already. */
    boolean addUnlessOver(Watch watch) {
        try (Turn t = context.socket.turn()) {
            if (context.isGone(t) || context.isOver(t)) {
                return false;
            }
            receivable.add(t, watch);
            return true;
        }
    }

    void remove(Watch watch) {
        try (Turn t = context.socket.turn()) {
            receivable.remove(t, watch);
        }
    }

    /** Parks the calling thread until the context is receivable; false when it is closed, or over. */
    boolean awaitReceivable() {
        ReadyWaiter waiter = new ReadyWaiter();
        try {
            while (true) {
                try (Turn t = context.socket.turn()) {
                    if (context.isGone(t) || context.isOver(t)) {
                        return false;
                    }
                    if (context.isReady(t, Direction.RECEIVE)) {
                        return true;
                    }
                    receivable.addOnce(t, waiter);
                }
                waiter.park();
                if (Thread.currentThread().isInterrupted()) {
                    throw ErrorCode.INTERRUPTED.exception(
                            context.socket.name() + ": the thread was interrupted while it waited for a message");
                }
            }
        } finally {
            remove(waiter);
        }
    }
}
