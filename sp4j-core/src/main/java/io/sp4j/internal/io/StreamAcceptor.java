package io.sp4j.internal.io;

import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.Options;
import io.sp4j.SpAddress;
import io.sp4j.spi.Clock;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkListener;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts byte-stream connections on a bound channel and takes them through the handshake. Belongs to its loop.
 *
 * <ol>
 *   <li>Handshakes are bounded ({@link PendingHandshakes}), connections are bounded: what is over is accepted, closed and
 *       counted, so that the backlog does not fill with the dead.
 *   <li>When the operating system hands over no connection, for want of descriptors perhaps, accepting pauses for 10 ms,
 *       then twice as long each time up to a second.
 * </ol>
 */
public final class StreamAcceptor implements Selectable {
    private static final int MOST_AT_ONCE = 64;
    private static final long FIRST_PAUSE_NANOS = 10_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000L;
    private static final long CLOSE_WAIT_MILLIS = 1_000;

    private final ServerSocketChannel channel;
    private final StreamKind kind;
    private final LinkConfig config;
    private final LinkListener listener;
    private final EventLoop loop;
    private final PendingHandshakes pending;
    private final int mostConnections;
    private final Set<Handshaking> links = new HashSet<>();

    private @Nullable SelectionKey key;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private Clock.@Nullable Alarm pause;
    private boolean closed;

    /** Begins to accept on a channel that is bound already; the channel is taken over. */
    public StreamAcceptor(ServerSocketChannel channel, StreamKind kind, LinkConfig config, LinkListener listener)
            throws IOException {
        this.channel = channel;
        this.kind = kind;
        this.config = config;
        this.listener = listener;
        this.loop = EventLoop.of(config);
        this.pending = new PendingHandshakes(config.get(Options.MAX_PENDING_HANDSHAKES));
        this.mostConnections = Math.min(config.get(Options.MAX_CONNECTIONS), DescriptorLimit.forConnections());
        channel.configureBlocking(false);
        loop.post(this::begin);
    }

    private void begin() {
        if (!closed) {
            try {
                key = loop.register(channel, SelectionKey.OP_ACCEPT, this);
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    @Override
    public void ready(int readyOps) {
        for (int i = 0; i < MOST_AT_ONCE && !closed; i++) {
            if (!pending.makeRoom(config.clock().nanos())) {
                pauseFor(FIRST_PAUSE_NANOS);
                return;
            }
            SocketChannel accepted;
            try {
                accepted = channel.accept();
            } catch (IOException e) {
                acceptFailed(e);
                return;
            }
            if (accepted == null) {
                return;
            }
            pauseNanos = FIRST_PAUSE_NANOS;
            take(accepted);
        }
    }

    private void take(SocketChannel accepted) {
        SocketAddress remote = null;
        try {
            accepted.configureBlocking(false);
            remote = accepted.getRemoteAddress();
            if (links.size() >= mostConnections || pending.isFullFor(remote)) {
                refuse(accepted, remote);
                return;
            }
            kind.configure(accepted, config);
            Handshaking link = kind.link(new Connected(
                    loop,
                    accepted,
                    config,
                    listener,
                    new Watch(),
                    kind.describe(accepted.getLocalAddress()),
                    kind.describe(remote)));
            links.add(link);
            pending.add(link, remote);
            link.begin(config.clock().nanos() + config.handshakeTimeout().toNanos());
        } catch (IOException | RuntimeException e) {
            closeQuietly(accepted);
            listener.failed(
                    remote == null ? null : kind.describe(remote), CloseReason.IO_ERROR, IoFailures.of("accept", e));
        }
    }

    private void refuse(SocketChannel accepted, SocketAddress remote) {
        closeQuietly(accepted);
        SpAddress from = kind.describe(remote);
        listener.failed(
                from,
                CloseReason.TOO_MANY_CONNECTIONS,
                ErrorCode.OUT_OF_FILES.exception("refused " + from + ": there are " + links.size()
                        + " connections, or too many handshakes of this peer"));
    }

    private void acceptFailed(IOException e) {
        pauseFor(pauseNanos);
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        listener.failed(null, null, IoFailures.of("accept", e));
    }

    private void pauseFor(long nanos) {
        SelectionKey k = key;
        if (k != null && k.isValid() && pause == null) {
            k.interestOps(0);
            pause = loop.schedule(config.clock().nanos() + nanos, () -> {
                pause = null;
                if (k.isValid()) {
                    k.interestOps(SelectionKey.OP_ACCEPT);
                }
            });
        }
    }

    @Override
    public void failed(Throwable failure) {
        pauseFor(LONGEST_PAUSE_NANOS);
        Log.fault("accepting failed", failure);
    }

    /** Stops accepting and waits, at most a second, until the address is free; links that are up stay. */
    public void close() {
        CountDownLatch free = new CountDownLatch(1);
        loop.run(() -> {
            closed = true;
            if (pause != null) {
                pause.cancel();
            }
            closeQuietly(channel);
            pending.closeAll();
            loop.post(() -> {
                loop.flushClosed();
                free.countDown();
            });
        });
        if (!loop.isCurrent()) {
            awaitUninterruptibly(free);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        long deadline = SystemClock.now() + TimeUnit.MILLISECONDS.toNanos(CLOSE_WAIT_MILLIS);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    latch.await(deadline - SystemClock.now(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void closeQuietly(java.nio.channels.Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            Log.debug("closing a channel failed", e);
        }
    }

    /** Keeps count of the links. */
    private final class Watch implements Handshaking.Watcher {
        @Override
        public void started(Handshaking link) {
            pending.remove(link);
        }

        @Override
        public void ended(Handshaking link) {
            pending.remove(link);
            links.remove(link);
        }
    }
}
