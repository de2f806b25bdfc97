package io.sp4j.transport.inproc;

import io.sp4j.CloseReason;
import io.sp4j.ErrorCode;
import io.sp4j.Protocol;
import io.sp4j.SpAddress;
import io.sp4j.internal.wire.MalformedInput;
import io.sp4j.internal.wire.SpHandshake;
import io.sp4j.spi.Acceptor;
import io.sp4j.spi.Address;
import io.sp4j.spi.Connector;
import io.sp4j.spi.LinkConfig;
import io.sp4j.spi.LinkListener;
import io.sp4j.spi.Transport;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code inproc://NAME}: the name is all that follows, case-sensitive, known to this process. */
public final class InprocTransport implements Transport {
    private static final Map<String, NamedAcceptor> LISTENING = new ConcurrentHashMap<>();

    /** For the service loader. */
    public InprocTransport() {}

    @Override
    public Set<String> schemes() {
        return Set.of("inproc");
    }

    @Override
    public Connector connector(Address to, LinkConfig config) {
        return new NameConnector(to, config);
    }

    @Override
    public Acceptor acceptor(Address at, LinkConfig config) {
        return new NamedAcceptor(at, config);
    }

    /** Listens under a name. */
    private static final class NamedAcceptor implements Acceptor {
        private final Address at;
        private final LinkConfig config;
        private volatile @Nullable LinkListener listener;

        NamedAcceptor(Address at, LinkConfig config) {
            this.at = at;
            this.config = config;
        }

        @Override
        public void bind(LinkListener newListener) {
            listener = newListener;
            if (LISTENING.putIfAbsent(at.rest(), this) != null) {
                throw ErrorCode.ADDRESS_IN_USE.exception(
                        "listen " + at.url() + ": another socket of this process listens under that name");
            }
        }

        @Override
        public SpAddress local() {
            return new SpAddress.Inproc(at.rest());
        }

        @Override
        public String url() {
            return at.url();
        }

        @Override
        public void close() {
            LISTENING.remove(at.rest(), this);
        }
    }

    /** Dials a name. */
    private static final class NameConnector implements Connector {
        private final Address to;
        private final LinkConfig config;
        private volatile boolean closed;

        NameConnector(Address to, LinkConfig config) {
            this.to = to;
            this.config = config;
        }

        @Override
        public void connect(LinkListener listener, long deadlineNanos) {
            NamedAcceptor acceptor = LISTENING.get(to.rest());
            LinkListener accepting = acceptor == null ? null : acceptor.listener;
            if (closed) {
                listener.failed(null, null, ErrorCode.CLOSED.exception("dial " + to.url() + ": the dialer was closed"));
            } else if (acceptor == null || accepting == null) {
                listener.failed(
                        null,
                        null,
                        ErrorCode.CONNECTION_REFUSED.exception(
                                "dial " + to.url() + ": nobody listens under that name"));
            } else if (config.protocol().peer() != acceptor.config.protocol()) {
                mismatch(listener, accepting, acceptor.config.protocol());
            } else {
                join(listener, accepting, acceptor.config);
            }
        }

        private void mismatch(LinkListener dialing, LinkListener accepting, Protocol other) {
            SpAddress address = new SpAddress.Inproc(to.rest());
            MalformedInput theirs =
                    SpHandshake.mismatch(other, config.protocol().number());
            accepting.failed(address, theirs.reason(), ErrorCode.PROTOCOL_ERROR.exception(theirs.detail()));
            MalformedInput ours = SpHandshake.mismatch(config.protocol(), other.number());
            dialing.failed(
                    address,
                    ours.reason(),
                    ErrorCode.PROTOCOL_ERROR.exception("dial " + to.url() + ": " + ours.detail()));
        }

        private void join(LinkListener dialing, LinkListener accepting, LinkConfig theirs) {
            InprocLink near = InprocLink.pair(to.rest(), config, theirs);
            accepting.opened(near.peer());
            if (near.isOver()) {
                dialing.failed(
                        near.remote(),
                        CloseReason.REFUSED,
                        ErrorCode.CONNECTION_REFUSED.exception(
                                "dial " + to.url() + ": the listener refused the connection"));
            } else {
                dialing.opened(near);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
