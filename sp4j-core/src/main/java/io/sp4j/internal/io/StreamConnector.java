package io.sp4j.internal.io;

import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Connector;
import io.sp4j.spi.Escapes;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkListener;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects to one URL over a byte stream: resolves its name, tries each address in order, does the handshake. An address
 * that does not answer gives way to the next after three seconds.
 */
public final class StreamConnector implements Connector {
    private static final long PATIENCE_NANOS = 3_000_000_000L;
    private static final Handshaking.Watcher NOBODY = new Handshaking.Watcher() {};

    private final String url;
    private final StreamKind kind;
    private final Supplier<List<? extends SocketAddress>> resolver;
    private final Executor resolverThread;
    private final LinkConfig config;
    private final AtomicReference<@Nullable Attempt> running = new AtomicReference<>();
    private volatile boolean closed;

    /**
     * A connector that has done nothing yet.
     *
     * @param resolver finds the addresses to try, at least one, or throws an {@link SpException}
     * @param resolverThread where it may block
     */
    public StreamConnector(
            String url,
            StreamKind kind,
            Supplier<List<? extends SocketAddress>> resolver,
            Executor resolverThread,
            LinkConfig config) {
        this.url = Escapes.escape(url, 256);
        this.kind = kind;
        this.resolver = resolver;
        this.resolverThread = resolverThread;
        this.config = config;
    }

    @Override
    public void connect(LinkListener listener, long deadlineNanos) {
        EventLoop loop = EventLoop.of(config);
        Attempt attempt = new Attempt(loop, listener, deadlineNanos);
        running.set(attempt);
        loop.run(attempt::watch);
        if (closed) {
            attempt.cancel();
            return;
        }
        resolverThread.execute(() -> {
            try {
                List<? extends SocketAddress> found = resolver.get();
                loop.post(() -> attempt.begin(found));
            } catch (SpException e) {
                loop.post(() -> attempt.fail(e));
            } catch (RuntimeException e) {
                loop.post(() -> attempt.fail(IoFailures.of("dial " + url, e)));
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        Attempt attempt = running.getAndSet(null);
        if (attempt != null) {
            attempt.cancel();
        }
    }

    /** One attempt, over all addresses; belongs to the loop. */
    private final class Attempt implements Selectable {
        private final EventLoop loop;
        private final LinkListener listener;
        private final long deadlineNanos;
        private List<? extends SocketAddress> addresses = List.of();
        private int next;
        private @Nullable SocketChannel channel;
        private @Nullable Step step;
        private Clock.@Nullable Alarm patience;
        private Clock.@Nullable Alarm deadline;
        private @Nullable SpException lastError;
        private boolean over;

        Attempt(EventLoop loop, LinkListener listener, long deadlineNanos) {
            this.loop = loop;
            this.listener = listener;
            this.deadlineNanos = deadlineNanos;
        }

        void watch() {
            if (!over) {
                deadline = loop.schedule(deadlineNanos, this::timeout);
            }
        }

        void cancel() {
            loop.run(() -> fail(ErrorCode.CLOSED.exception("dial " + url + ": the dialer was closed")));
        }

        void begin(List<? extends SocketAddress> found) {
            addresses = found;
            tryNext();
        }

        private void timeout() {
            SpException last = lastError;
            fail(ErrorCode.TIMEOUT.exception(
                    "dial " + url + ": no connection within the dial timeout"
                            + (last == null ? "" : "; last error: " + last.getMessage()),
                    last));
        }

        private void tryNext() {
            abandonChannel();
            if (over) {
                return;
            }
            if (next == addresses.size()) {
                SpException last = lastError;
                fail(last == null ? ErrorCode.ADDRESS_INVALID.exception("dial " + url + ": no address") : last);
                return;
            }
            SocketAddress to = addresses.get(next++);
            try {
                SocketChannel opened = kind.open(to);
                channel = opened;
                opened.configureBlocking(false);
                if (next < addresses.size()) {
                    patience = loop.schedule(
                            config.clock().nanos() + PATIENCE_NANOS, () -> giveUp(to, "no answer for 3 s"));
                }
                if (opened.connect(to)) {
                    connected(opened);
                } else {
                    loop.register(opened, SelectionKey.OP_CONNECT, this);
                }
            } catch (IOException | RuntimeException e) {
                addressFailed(e);
            }
        }

        private void giveUp(SocketAddress to, String why) {
            lastError = ErrorCode.TIMEOUT.exception("dial " + url + ": " + kind.describe(to) + ": " + why);
            tryNext();
        }

        private void addressFailed(Exception e) {
            lastError = IoFailures.of("dial " + url, e);
            if (lastError instanceof SpException.NoEntry) {
                lastError = ErrorCode.CONNECTION_REFUSED.exception("dial " + url + ": nobody listens there", e);
            }
            tryNext();
        }

        @Override
        public void ready(int readyOps) {
            SocketChannel connecting = channel;
            if (connecting == null || over) {
                return;
            }
            try {
                if (connecting.finishConnect()) {
                    connected(connecting);
                }
            } catch (IOException | RuntimeException e) {
                addressFailed(e);
            }
        }

        @Override
        public void failed(Throwable failure) {
            fail(ErrorCode.INTERNAL.exception("dial " + url + ": " + failure, failure));
        }

        private void connected(SocketChannel opened) throws IOException {
            SocketAddress from = opened.getLocalAddress();
            SocketAddress to = opened.getRemoteAddress();
            if (from.equals(to) && !from.toString().isEmpty()) {
                lastError = ErrorCode.CONNECTION_REFUSED.exception(
                        "dial " + url + ": the connection was joined to itself, nobody listens there");
                tryNext();
                return;
            }
            kind.configure(opened, config);
            Step current = new Step();
            Handshaking link = kind.link(
                    new Connected(loop, opened, config, current, NOBODY, kind.describe(from), kind.describe(to)));
            current.link = link;
            channel = null;
            step = current;
            link.begin(handshakeDeadline());
        }

        private long handshakeDeadline() {
            long own = config.clock().nanos() + config.handshakeTimeout().toNanos();
            return own - deadlineNanos < 0 ? own : deadlineNanos;
        }

        void fail(SpException why) {
            if (!over) {
                finish();
                abandonChannel();
                listener.failed(null, null, why);
            }
        }

        private void finish() {
            over = true;
            running.compareAndSet(this, null);
            cancelAlarm(deadline);
            cancelAlarm(patience);
        }

        private void abandonChannel() {
            cancelAlarm(patience);
            patience = null;
            Step handshaking = step;
            if (handshaking != null) {
                step = null;
                handshaking.giveUp();
            }
            SocketChannel connecting = channel;
            if (connecting != null) {
                channel = null;
                try {
                    connecting.close();
                } catch (IOException e) {
                    Log.debug("closing a channel failed", e);
                }
            }
        }

        /** The handshake with one address, heard of only while it is the current one. */
        private final class Step implements LinkListener {

            private @Nullable Handshaking link;

            void giveUp() {
                Handshaking handshaking = link;
                if (handshaking != null) {
                    handshaking.close(CloseReason.ENDPOINT_CLOSED, "given up");
                }
            }

            @Override
            public void opened(Link up) {
                if (step != this) {
                    up.close(CloseReason.ENDPOINT_CLOSED, "the attempt is over");
                    return;
                }
                step = null;
                finish();
                listener.opened(up);
            }

            @Override
            public void failed(@Nullable SpAddress remote, @Nullable CloseReason reason, SpException why) {
                if (step == this) {
                    step = null;
                    lastError = why.code().exception("dial " + url + ": " + why.getMessage(), why);
                    tryNext();
                }
            }
        }

        private static void cancelAlarm(Clock.@Nullable Alarm alarm) {
            if (alarm != null) {
                alarm.cancel();
            }
        }
    }
}
