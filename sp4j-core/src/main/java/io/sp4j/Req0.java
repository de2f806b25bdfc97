package io.sp4j;

import io.sp4j.internal.engine.ContextCore;
import io.sp4j.internal.engine.Requests;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Asks: sends a request, receives its reply. A request goes to one of the connected {@link Rep0}, whichever is ready; it is
 * sent again to the next one when its connection is lost, or when no reply comes within the resend time. So a request may
 * be carried out more than once, but its reply is received once.
 *
 * <p>The socket itself has one request under way; a new {@code send} gives up the one before. {@link #request} and
 * {@link #openContext} allow any number.
 */
public final class Req0 extends DuplexSocket {

    private Req0(Builder builder) {
        super(Protocol.REQ0, builder);
    }

    /** A socket that neither listens nor dials yet. */
    public static Req0 open() {
        return builder().open();
    }

    /** A socket that listens at {@code url}. */
    public static Req0 listening(String url) {
        return builder().listen(url).open();
    }

    /** A socket that dials {@code url}, once and then in the background. */
    public static Req0 dialing(String url) {
        return builder().dial(url).open();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sends a request and waits for its reply, at most the receive timeout. Any number of threads may do so at once.
     *
     * @throws SpException.Timeout when there is no reply in time; the request may have been carried out
     * @throws SpException.Closed when the socket is closed, before or during the call
     * @throws SpException.ConnectionReset when the connection was lost and requests are not sent again
     * @throws SpException.Interrupted when the thread is interrupted while it waits; the flag stays set
     */
    public Message request(Message m) {
        return request(m, core().main().recvTimeout());
    }

    /** As {@link #request(Message)}, waiting at most {@code timeout}. */
    public Message request(Message m, Duration timeout) {
        return Requests.request(core(), m, timeout);
    }

    /** As {@link #request(Message)}, with this text in UTF-8. */
    public Message request(String utf8) {
        return request(Message.of(utf8));
    }

    /** As {@link #request(Message, Duration)}, with this text in UTF-8. */
    public Message request(String utf8, Duration timeout) {
        return request(Message.of(utf8), timeout);
    }

    /** As {@link #request(Message)}, with a copy of these bytes. */
    public Message request(byte[] copied) {
        return request(Message.of(copied));
    }

    /** As {@link #request(Message, Duration)}, with a copy of these bytes. */
    public Message request(byte[] copied, Duration timeout) {
        return request(Message.of(copied), timeout);
    }

    /** The future of {@link #request(Message)}; cancelling it gives up the request. */
    public CompletableFuture<Message> requestAsync(Message m) {
        return requestAsync(m, core().main().recvTimeout());
    }

    /** The future of {@link #request(Message, Duration)}; cancelling it gives up the request. */
    public CompletableFuture<Message> requestAsync(Message m, Duration timeout) {
        return Requests.requestAsync(core(), m, timeout);
    }

    /** The future of {@link #request(String)}; cancelling it gives up the request. */
    public CompletableFuture<Message> requestAsync(String utf8) {
        return requestAsync(Message.of(utf8));
    }

    /** The future of {@link #request(String, Duration)}; cancelling it gives up the request. */
    public CompletableFuture<Message> requestAsync(String utf8, Duration timeout) {
        return requestAsync(Message.of(utf8), timeout);
    }

    /** The future of {@link #request(byte[])}; cancelling it gives up the request. */
    public CompletableFuture<Message> requestAsync(byte[] copied) {
        return requestAsync(Message.of(copied));
    }

    /** The future of {@link #request(byte[], Duration)}; cancelling it gives up the request. */
    public CompletableFuture<Message> requestAsync(byte[] copied, Duration timeout) {
        return requestAsync(Message.of(copied), timeout);
    }

    /** A context of its own, with one request at a time; it starts with the socket's options. */
    public Context openContext() {
        return new Context(this, core().openContext());
    }

    /** One request at a time, apart from others of the same socket. */
    public static final class Context extends DuplexContext {
        Context(Req0 socket, ContextCore core) {
            super(socket, core);
        }
    }

    /** Builds {@link Req0} sockets. */
    public static final class Builder extends SocketBuilder<Req0, Builder> {

        private Builder() {
            super(Protocol.REQ0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Req0 create() {
            return new Req0(this);
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

        /** Kept, 1 to 15, and without effect: a reply does not tell how many hops it made. */
        public Builder maxTtl(int hops) {
            return set(Options.MAX_TTL, hops);
        }

        /** How long to wait for a reply before the request is sent again; zero or for ever = never. 60 s by default. */
        public Builder resendTime(Duration time) {
            return set(Options.RESEND_TIME, time);
        }

        /** How often it is looked whether requests are due to be sent again; 1 s by default. */
        public Builder resendTick(Duration time) {
            return set(Options.RESEND_TICK, time);
        }
    }
}
