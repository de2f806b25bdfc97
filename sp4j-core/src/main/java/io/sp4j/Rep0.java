package io.sp4j;

import io.sp4j.internal.engine.ContextCore;
import io.sp4j.internal.engine.Server;
import java.time.Duration;

/**
 * Answers: receives a request, sends its reply, which goes to the peer that asked. Requests of all peers are taken in turn.
 *
 * <p>The socket itself answers one request at a time: a {@code send} answers the request received last, and receiving another
 * gives up the one before. {@link #serve} and {@link #openContext} allow many at once.
 */
public final class Rep0 extends DuplexSocket {

    private Rep0(Builder builder) {
        super(Protocol.REP0, builder);
    }

    /** A socket that neither listens nor dials yet. */
    public static Rep0 open() {
        return builder().open();
    }

    /** A socket that listens at {@code url}. */
    public static Rep0 listening(String url) {
        return builder().listen(url).open();
    }

    /** A socket that dials {@code url}, once and then in the background. */
    public static Rep0 dialing(String url) {
        return builder().dial(url).open();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Answers requests with {@code handler} on the socket's executor, at most {@code concurrency} (1 or more) at once.
     *
     * @return what stops it: requests whose handler runs are still answered
     */
    public Registration serve(Handler handler, int concurrency) {
        return Server.start(core(), Server.blocking(handler), concurrency);
    }

    /** As {@link #serve}, with a handler that holds no thread while it works. */
    public Registration serveAsync(AsyncHandler handler, int concurrency) {
        return Server.start(core(), handler, concurrency);
    }

    /** A context of its own, with one request at a time; it starts with the socket's options. */
    public Context openContext() {
        return new Context(this, core().openContext());
    }

    /** One request at a time, apart from others of the same socket. */
    public static final class Context extends DuplexContext {
        Context(Rep0 socket, ContextCore core) {
            super(socket, core);
        }
    }

    /** Builds {@link Rep0} sockets. */
    public static final class Builder extends SocketBuilder<Rep0, Builder> {

        private Builder() {
            super(Protocol.REP0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Rep0 create() {
            return new Rep0(this);
        }

        /** How long a receive waits; for ever by default. */
        public Builder recvTimeout(Duration timeout) {
            return set(Options.RECV_TIMEOUT, timeout);
        }

        /** How long a send waits until it is accepted; for ever by default. */
        public Builder sendTimeout(Duration timeout) {
            return set(Options.SEND_TIMEOUT, timeout);
        }

        /** The largest body accepted from a peer in bytes; 0 = no limit, 1 MiB by default. */
        public Builder recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        /** How many hops a request may have made, 1 to 15; 8 by default. Each device adds one to the first. */
        public Builder maxTtl(int hops) {
            return set(Options.MAX_TTL, hops);
        }
    }
}
