package io.sp4j.transport;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Option;
import io.sp4j.Protocol;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.internal.io.JvmEnvironment;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.Address;
import io.sp4j.spi.Connector;
import io.sp4j.spi.Environment;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkHandler;
import io.sp4j.spi.LinkListener;
import io.sp4j.spi.Outbound;
import io.sp4j.spi.Progress;
import io.sp4j.spi.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes links of a transport without any engine; closing it asserts that no loop is left. Uses nothing but the library,
 * since processes of other users run it too.
 */
public final class TestLinks {
    private static final long PATIENCE_SECONDS = 10;

    private final Environment.Session session = new JvmEnvironment().open();
    private final Map<Option<?>, Object> options = new HashMap<>();
    private final List<Runnable> toClose = new ArrayList<>();
    private final Queue<Link> opened = new ConcurrentLinkedQueue<>();
    private Duration handshakeTimeout = Duration.ofSeconds(10);

    /** Sets an option of all that is made from now on. */
    public <T> TestLinks with(Option<T> option, T value) {
        options.put(option, value);
        return this;
    }

    /** Sets how long handshakes may take from now on. */
    public TestLinks withHandshakeTimeout(Duration timeout) {
        handshakeTimeout = timeout;
        return this;
    }

    /** The configuration of an endpoint. */
    public LinkConfig config(Protocol protocol) {
        Map<Option<?>, Object> copy = Map.copyOf(options);
        LinkConfig.Values values = new LinkConfig.Values() {
            @Override
            public <T> T get(Option<T> option) {
                return option.type().cast(copy.getOrDefault(option, option.defaultValue()));
            }
        };
        return new LinkConfig(protocol, session, handshakeTimeout, 0, values);
    }

    private Transport transport(Address address) {
        return session.transport(address.scheme()).orElseThrow();
    }

    /** Listens; closed with this. */
    public Listening listen(Protocol protocol, String url) {
        Address address = Address.parse(url);
        Acceptor acceptor = transport(address).acceptor(address, config(protocol));
        Listening listening = new Listening(acceptor, new Events(opened));
        acceptor.bind(listening.events);
        toClose.add(acceptor::close);
        return listening;
    }

    /** Dials once, with ten seconds for it. */
    public Events dial(Protocol protocol, String url) {
        return dial(protocol, url, Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** Dials once. */
    public Events dial(Protocol protocol, String url, Duration timeout) {
        Address address = Address.parse(url);
        return dial(transport(address).connector(address, config(protocol)), timeout);
    }

    /** Dials once with a connector, which is closed with this. */
    public Events dial(Connector connector, Duration timeout) {
        Events events = new Events(opened);
        toClose.add(connector::close);
        connector.connect(events, session.clock().nanos() + timeout.toNanos());
        return events;
    }

    /** A socket's time and transports. */
    public Environment.Session session() {
        return session;
    }

    /** Closes all endpoints and waits until the loops have ended. */
    public void close() throws InterruptedException {
        toClose.forEach(Runnable::run);
        opened.forEach(link -> link.close(CloseReason.SOCKET_CLOSED, "the test is over"));
        session.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("sp4j-io-")) {
                thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
                check(!thread.isAlive(), thread + " goes on: a channel is left open");
            }
        }
    }

    private static void check(boolean good, String otherwise) {
        if (!good) {
            throw new AssertionError(otherwise);
        }
    }

    /** A bound acceptor and what it says. */
    public record Listening(Acceptor acceptor, Events events) {
        /** What to dial. */
        public String url() {
            return acceptor.url();
        }
    }

    /** A connection that did not come about. */
    public record Failed(SpAddress remote, CloseReason reason, SpException why) {}

    /** The end of a link. */
    public record Closed(CloseReason reason, String detail) {}

    /** Keeps what an endpoint is told. */
    public static final class Events implements LinkListener {
        private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        private final Queue<Link> all;

        Events(Queue<Link> all) {
            this.all = all;
        }

        @Override
        public void opened(Link link) {
            all.add(link);
            told.add(link);
        }

        @Override
        public void failed(SpAddress remote, CloseReason reason, SpException why) {
            told.add(new Failed(remote, reason, why));
        }

        /** The next link, not started. */
        public Link link() throws InterruptedException {
            return (Link) next(Link.class);
        }

        /** The next link, not started; failures before it are skipped. */
        public Link linkAfterFailures() throws InterruptedException {
            Object next = next(Object.class);
            return next instanceof Link link ? link : linkAfterFailures();
        }

        /** The next link, started. */
        public Running running() throws InterruptedException {
            return new Running(link());
        }

        /** Whether what was told first, and is still there, is a link, which is then taken. */
        public boolean isOpened() throws InterruptedException {
            Object first = next(Object.class);
            if (!(first instanceof Link)) {
                told.add(first);
            }
            return first instanceof Link;
        }

        /** The next failure. */
        public Failed failure() throws InterruptedException {
            return (Failed) next(Failed.class);
        }

        /** Whether something was told within so many milliseconds; it stays. */
        public boolean toldWithin(long millis) throws InterruptedException {
            Object first = told.poll(millis, TimeUnit.MILLISECONDS);
            if (first == null) {
                return false;
            }
            told.add(first);
            return true;
        }

        private Object next(Class<?> type) throws InterruptedException {
            Object next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            check(type.isInstance(next), "expected a " + type.getSimpleName() + " but was " + next);
            return next;
        }

        /** How much was told and not asked for. */
        public int left() {
            return told.size();
        }
    }

    /** A started link with a handler that keeps what comes. */
    public static final class Running implements LinkHandler, Outbound {
        public final Link link;
        public final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
        public final CompletableFuture<Closed> closed = new CompletableFuture<>();
        public final AtomicInteger timesClosed = new AtomicInteger();
        public final AtomicInteger written = new AtomicInteger();
        public volatile boolean wantsRead = true;
        private final Deque<Message> queue = new ArrayDeque<>();

        Running(Link link) {
            this(link, true);
        }

        Running(Link link, boolean wantsRead) {
            this.link = link;
            this.wantsRead = wantsRead;
            link.start(this);
        }

        /** Starts a link that does not read at first. */
        public static Running paused(Link link) {
            return new Running(link, false);
        }

        @Override
        public void received(List<Message> batch) {
            check(!batch.isEmpty() && batch.size() <= 64, "a batch of " + batch.size());
            received.addAll(batch);
        }

        @Override
        public boolean wantsRead() {
            return wantsRead;
        }

        /** Writes all of these, from now on on the loop. */
        public void send(List<Message> messages) {
            queue.addAll(messages);
            link.scheduleWritable(Progress.DONE);
        }

        @Override
        public void writable() {
            if (link.drain(this) == Progress.BLOCKED) {
                link.scheduleWritable(Progress.BLOCKED);
            }
        }

        @Override
        public Message next() {
            return queue.poll();
        }

        @Override
        public void written(int messages, long bytes) {
            written.addAndGet(messages);
        }

        @Override
        public void closed(CloseReason why, String detail) {
            timesClosed.incrementAndGet();
            closed.complete(new Closed(why, detail));
        }

        /** The next message. */
        public Message receive() throws InterruptedException {
            Message next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            check(next != null, "no message came");
            return next;
        }

        /** The end. */
        public Closed end() throws Exception {
            return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
