package io.sp4j.internal.engine;

import io.sp4j.ErrorCode;
import io.sp4j.internal.turn.Effect;
import io.sp4j.internal.turn.Turn;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A channel that is readable while its context is ready: there is one byte in it, or none. When the context is closed the
 * channel is at its end, which is readable too, for good.
 *
 * <p>The byte is written and taken out by whoever holds {@code due}, a count that is tried and never waited for.
 */
final class ReadyChannel implements Watch, Effect {
    private static final Logger LOG = System.getLogger("io.sp4j");

    private final ContextCore context;
    private final Pipe pipe;
    private final AtomicInteger due = new AtomicInteger();
    private volatile boolean wanted;
    private boolean full;

    ReadyChannel(ContextCore context) {
        this.context = context;
        try {
            pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            pipe.sink().configureBlocking(false);
        } catch (IOException e) {
            throw ErrorCode.SYSTEM_ERROR.exception("no channel to wait on: " + e.getMessage(), e);
        }
    }

    /** What to register with a selector, for reading. */
    SelectableChannel source() {
        return pipe.source();
    }

    @Override
    public void changed(Turn t, boolean ready) {
        wanted = ready;
        t.after(this);
    }

    /** Makes the channel as it is wanted. */
    @Override
    public void run() {
        if (due.getAndIncrement() != 0) {
            return;
        }
        int seen;
        do {
            seen = due.get();
            try {
                reconcile();
            } catch (ClosedChannelException e) {
                LOG.log(Level.TRACE, "the application has closed a readiness channel", e);
            } catch (IOException e) {
                LOG.log(
                        Level.WARNING,
                        "SP-READY-FAULT: a readiness channel of " + context.socket.name() + " failed",
                        e);
            }
        } while (due.addAndGet(-seen) != 0);
    }

    /** Nobody was told of it. */
    void close() {
        try {
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing a readiness channel that was not used", e);
        }
    }

    private void reconcile() throws IOException {
        if (context.isClosed()) {
            pipe.sink().close();
        } else if (wanted && !full) {
            full = pipe.sink().write(ByteBuffer.allocate(1)) == 1;
        } else if (!wanted && full) {
            full = pipe.source().read(ByteBuffer.allocate(1)) != 1;
        }
    }
}
