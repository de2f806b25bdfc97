package io.sp4j.testkit.sim;

import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.SpAddress;
import io.sp4j.SpException;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.Address;
import io.sp4j.spi.Clock;
import io.sp4j.spi.Connector;
import io.sp4j.spi.Link;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkListener;
import io.sp4j.spi.Transport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code sim://NAME}: the name is known to one simulated network. */
final class SimTransport implements Transport {
    static final String SCHEME = "sim";

    private final SimNetwork net;

    SimTransport(SimNetwork net) {
        this.net = net;
    }

    @Override
    public Set<String> schemes() {
        return Set.of(SCHEME);
    }

    @Override
    public Connector connector(Address to, LinkConfig config) {
        return new SimConnector(to.url(), name(to), config);
    }

    @Override
    public Acceptor acceptor(Address at, LinkConfig config) {
        return new SimAcceptor(net, at.url(), name(at), config);
    }

    private static String name(Address address) {
        if (address.host().isEmpty() || !address.rest().equals(address.host())) {
            throw ErrorCode.ADDRESS_INVALID.exception(
                    address.url() + ": behind sim:// stands a name in lower case and nothing else");
        }
        return address.host();
    }

    /** Listens under a name. */
    static final class SimAcceptor implements Acceptor {
        private final SimNetwork net;
        private final String url;
        private final String name;
        private final LinkConfig config;
        private final Set<SimLink> pending = new LinkedHashSet<>();
        private @Nullable LinkListener listener;

        SimAcceptor(SimNetwork net, String url, String name, LinkConfig config) {
            this.net = net;
            this.url = url;
            this.name = name;
            this.config = config;
        }

        @Override
        public void bind(LinkListener newListener) {
            listener = newListener;
            if (!net.bind(name, this)) {
                throw ErrorCode.ADDRESS_IN_USE.exception("listen " + url + ": somebody listens under that name");
            }
        }

        /** Somebody connects. */
        SimLink accept(SimConnection connection) {
            LinkListener accepting = listener;
            if (accepting == null) {
                throw new IllegalStateException(url + " is not bound");
            }
            Greeting greeting = new Greeting(accepting);
            SimLink link = new SimLink(net, connection, SimConnection.Side.LISTENER, config, greeting);
            greeting.link = link;
            pending.add(link);
            return link;
        }

        long handshakeDeadline() {
            return net.time().nanos() + config.handshakeTimeout().toNanos();
        }

        @Override
        public SpAddress local() {
            return new SpAddress.Inproc(name);
        }

        @Override
        public String url() {
            return url;
        }

        @Override
        public void close() {
            net.unbind(name, this);
            List.copyOf(pending).forEach(link -> link.end(CloseReason.ENDPOINT_CLOSED, "the listener was closed"));
        }

        /** Forgets a connection when its handshake is over. */
        private final class Greeting implements LinkListener {
            private final LinkListener told;
            private @Nullable SimLink link;

            Greeting(LinkListener told) {
                this.told = told;
            }

            @Override
            public void opened(Link up) {
                pending.remove(link);
                told.opened(up);
            }

            @Override
            public void failed(@Nullable SpAddress remote, @Nullable CloseReason reason, SpException why) {
                pending.remove(link);
                told.failed(remote, reason, why);
            }
        }
    }

    /** Dials a name. */
    private final class SimConnector implements Connector {
        private final String url;
        private final String name;
        private final LinkConfig config;
        private @Nullable Attempt running;
        private boolean closed;

        SimConnector(String url, String name, LinkConfig config) {
            this.url = url;
            this.name = name;
            this.config = config;
        }

        @Override
        public void connect(LinkListener listener, long deadlineNanos) {
            Attempt attempt = new Attempt(listener, deadlineNanos);
            running = attempt;
            if (closed) {
                attempt.giveUp();
            } else {
                attempt.begin();
            }
        }

        @Override
        public void close() {
            closed = true;
            Attempt attempt = running;
            if (attempt != null) {
                attempt.giveUp();
            }
        }

        /** One attempt. */
        private final class Attempt implements LinkListener {
            private final LinkListener listener;
            private final long deadlineNanos;
            private Clock.@Nullable Alarm deadline;
            private @Nullable SimLink link;
            private boolean over;

            Attempt(LinkListener listener, long deadlineNanos) {
                this.listener = listener;
                this.deadlineNanos = deadlineNanos;
            }

            void begin() {
                deadline = net.time()
                        .schedule(
                                deadlineNanos,
                                () -> fail(ErrorCode.TIMEOUT.exception(
                                        "dial " + url + ": no connection within the dial timeout")));
                net.time().after(net.latency(), this::arrive);
            }

            void giveUp() {
                net.time().onLoop(() -> fail(ErrorCode.CLOSED.exception("dial " + url + ": the dialer was closed")));
            }

            /** The request to connect has reached the other end, if there is a way. */
            private void arrive() {
                if (over || net.isPartitioned(name)) {
                    return;
                }
                SimAcceptor acceptor = net.acceptor(name);
                if (acceptor == null) {
                    net.traces("dial " + name + ": refused");
                    net.time().after(net.latency(), this::refused);
                    return;
                }
                SimConnection connection = net.newConnection(name);
                SimLink near = new SimLink(net, connection, SimConnection.Side.DIALER, config, this);
                SimLink far = acceptor.accept(connection);
                link = near;
                connection.join(near, far);
                net.traces(connection + " connects");
                far.begin(acceptor.handshakeDeadline());
                net.time().after(net.latency(), () -> near.begin(deadlineNanos));
            }

            private void refused() {
                fail(ErrorCode.CONNECTION_REFUSED.exception("dial " + url + ": nobody listens under that name"));
            }

            private void fail(SpException why) {
                fail(null, null, why);
            }

            private void fail(@Nullable SpAddress remote, @Nullable CloseReason reason, SpException why) {
                if (!over) {
                    end();
                    SimLink unfinished = link;
                    if (unfinished != null) {
                        unfinished.end(CloseReason.LOCAL_CLOSE, "the attempt to connect is over");
                    }
                    listener.failed(remote, reason, why);
                }
            }

            private void end() {
                over = true;
                Clock.Alarm alarm = deadline;
                if (alarm != null) {
                    alarm.cancel();
                }
            }

            @Override
            public void opened(Link up) {
                end();
                listener.opened(up);
            }

            @Override
            public void failed(@Nullable SpAddress remote, @Nullable CloseReason reason, SpException why) {
                fail(remote, reason, why);
            }
        }
    }
}
