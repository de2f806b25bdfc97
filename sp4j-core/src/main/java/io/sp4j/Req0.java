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
 *
 * <pre>{@code
 * try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
 *         Req0 req = Req0.builder().dial(rep.url()).recvTimeout(Duration.ofSeconds(10)).open()) {
 *     rep.serve(question -> Message.of("42"), 1);
 *     String answer = req.request("what is the answer?").text(); // "42"
 *     CompletableFuture<Message> later = req.requestAsync("and now?");
 *     Message reply = later.join();
 * }
 * }</pre>
 */
public final class Req0 extends DuplexSocket {

    private Req0(Builder builder) {
        super(Protocol.REQ0, builder);
    }

    /**
     * A socket that neither listens nor dials yet.
     *
     * @return the socket, which the caller closes
     */
    public static Req0 open() {
        return builder().open();
    }

    /**
     * A socket that listens at {@code url}.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which {@link #url()} tells
     * @return the socket, which the caller closes
     * @throws SpException when it cannot listen there, as {@link #listen(String)} says
     */
    public static Req0 listening(String url) {
        return builder().listen(url).open();
    }

    /**
     * A socket that dials {@code url}, once and then in the background. Waits for the first attempt, at most the dial
     * timeout (10 s).
     *
     * @param url the peer's address, such as {@code tcp://127.0.0.1:5555}
     * @return the socket, which the caller closes
     * @throws SpException when the URL cannot be dialed at all, as {@link #dial(String)} says
     */
    public static Req0 dialing(String url) {
        return builder().dial(url).open();
    }

    /**
     * A builder with the defaults.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Sends a request and waits for its reply, at most the receive timeout. Any number of threads may do so at once.
     *
     * @param m the request, which may be used again
     * @return the reply; its {@link Message#pipe()} is who answered
     * @throws SpException.Timeout when there is no reply in time; the request may have been carried out
     * @throws SpException.Closed when the socket is closed, before or during the call
     * @throws SpException.ConnectionReset when the connection was lost and requests are not sent again
     * @throws SpException.Interrupted when the thread is interrupted while it waits; the flag stays set
     */
    public Message request(Message m) {
        return request(m, core().main().recvTimeout());
    }

    /**
     * As {@link #request(Message)}, waiting at most {@code timeout}.
     *
     * @param m the request, which may be used again
     * @param timeout zero or more, for sending and for the reply together; {@link Options#FOREVER} waits for ever
     * @return the reply; its {@link Message#pipe()} is who answered
     * @throws SpException what {@link #request(Message)} throws
     */
    public Message request(Message m, Duration timeout) {
        return Requests.request(core(), m, timeout);
    }

    /**
     * As {@link #request(Message)}, with this text in UTF-8.
     *
     * @param utf8 the request; it may be empty
     * @return the reply; its {@link Message#pipe()} is who answered
     * @throws SpException what {@link #request(Message)} throws
     */
    public Message request(String utf8) {
        return request(Message.of(utf8));
    }

    /**
     * As {@link #request(Message, Duration)}, with this text in UTF-8.
     *
     * @param utf8 the request; it may be empty
     * @param timeout zero or more, for sending and for the reply together; {@link Options#FOREVER} waits for ever
     * @return the reply; its {@link Message#pipe()} is who answered
     * @throws SpException what {@link #request(Message)} throws
     */
    public Message request(String utf8, Duration timeout) {
        return request(Message.of(utf8), timeout);
    }

    /**
     * As {@link #request(Message)}, with a copy of these bytes.
     *
     * @param copied the request; it may be empty; the array may be reused at once
     * @return the reply; its {@link Message#pipe()} is who answered
     * @throws SpException what {@link #request(Message)} throws
     */
    public Message request(byte[] copied) {
        return request(Message.of(copied));
    }

    /**
     * As {@link #request(Message, Duration)}, with a copy of these bytes.
     *
     * @param copied the request; it may be empty; the array may be reused at once
     * @param timeout zero or more, for sending and for the reply together; {@link Options#FOREVER} waits for ever
     * @return the reply; its {@link Message#pipe()} is who answered
     * @throws SpException what {@link #request(Message)} throws
     */
    public Message request(byte[] copied, Duration timeout) {
        return request(Message.of(copied), timeout);
    }

    /**
     * The future of {@link #request(Message)}; cancelling it gives up the request.
     *
     * @param m the request, which may be used again
     * @return done with the reply, on the socket's executor; fails with what {@link #request(Message)} throws
     * @throws SpException.Closed when the socket is closed already
     */
    public CompletableFuture<Message> requestAsync(Message m) {
        return requestAsync(m, core().main().recvTimeout());
    }

    /**
     * The future of {@link #request(Message, Duration)}; cancelling it gives up the request.
     *
     * @param m the request, which may be used again
     * @param timeout zero or more, for sending and for the reply together; {@link Options#FOREVER} waits for ever
     * @return done with the reply, on the socket's executor; fails with what {@link #request(Message)} throws
     * @throws SpException.Closed when the socket is closed already
     */
    public CompletableFuture<Message> requestAsync(Message m, Duration timeout) {
        return Requests.requestAsync(core(), m, timeout);
    }

    /**
     * The future of {@link #request(String)}; cancelling it gives up the request.
     *
     * @param utf8 the request; it may be empty
     * @return done with the reply, on the socket's executor; fails with what {@link #request(Message)} throws
     * @throws SpException.Closed when the socket is closed already
     */
    public CompletableFuture<Message> requestAsync(String utf8) {
        return requestAsync(Message.of(utf8));
    }

    /**
     * The future of {@link #request(String, Duration)}; cancelling it gives up the request.
     *
     * @param utf8 the request; it may be empty
     * @param timeout zero or more, for sending and for the reply together; {@link Options#FOREVER} waits for ever
     * @return done with the reply, on the socket's executor; fails with what {@link #request(Message)} throws
     * @throws SpException.Closed when the socket is closed already
     */
    public CompletableFuture<Message> requestAsync(String utf8, Duration timeout) {
        return requestAsync(Message.of(utf8), timeout);
    }

    /**
     * The future of {@link #request(byte[])}; cancelling it gives up the request.
     *
     * @param copied the request; it may be empty; the array may be reused at once
     * @return done with the reply, on the socket's executor; fails with what {@link #request(Message)} throws
     * @throws SpException.Closed when the socket is closed already
     */
    public CompletableFuture<Message> requestAsync(byte[] copied) {
        return requestAsync(Message.of(copied));
    }

    /**
     * The future of {@link #request(byte[], Duration)}; cancelling it gives up the request.
     *
     * @param copied the request; it may be empty; the array may be reused at once
     * @param timeout zero or more, for sending and for the reply together; {@link Options#FOREVER} waits for ever
     * @return done with the reply, on the socket's executor; fails with what {@link #request(Message)} throws
     * @throws SpException.Closed when the socket is closed already
     */
    public CompletableFuture<Message> requestAsync(byte[] copied, Duration timeout) {
        return requestAsync(Message.of(copied), timeout);
    }

    /**
     * A context of its own, with one request at a time; it starts with the socket's options.
     *
     * @return the context; its user or its socket closes it
     * @throws SpException.Closed when the socket is closed
     */
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

        /**
         * How long a receive waits; for ever by default.
         *
         * @param timeout zero fails at once unless a message is there, {@link Options#FOREVER} waits for ever
         * @return this builder
         */
        public Builder recvTimeout(Duration timeout) {
            return set(Options.RECV_TIMEOUT, timeout);
        }

        /**
         * How long a send waits until it is accepted; for ever by default.
         *
         * @param timeout zero fails at once unless there is room, {@link Options#FOREVER} waits for ever
         * @return this builder
         */
        public Builder sendTimeout(Duration timeout) {
            return set(Options.SEND_TIMEOUT, timeout);
        }

        /**
         * The largest body accepted from a peer in bytes; 0 = no limit, 1 MiB by default.
         *
         * @param bytes 0 or more, SP headers not counted; a longer body closes the connection that it comes on
         * @return this builder
         */
        public Builder recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        /**
         * Kept, 1 to 15, and without effect: a reply does not tell how many hops it made.
         *
         * @param hops 1 to 15; it changes nothing
         * @return this builder
         */
        public Builder maxTtl(int hops) {
            return set(Options.MAX_TTL, hops);
        }

        /**
         * How long to wait for a reply before the request is sent again, to another peer if there is one; 60 s by
         * default.
         *
         * @param time zero or {@link Options#FOREVER} = never, not even when the connection is lost: then the request
         *     fails with {@link SpException.ConnectionReset}
         * @return this builder
         */
        public Builder resendTime(Duration time) {
            return set(Options.RESEND_TIME, time);
        }

        /**
         * How often it is looked whether requests are due to be sent again; 1 s by default.
         *
         * @param time 1 ms to an hour; requests are sent again that much late at most
         * @return this builder
         */
        public Builder resendTick(Duration time) {
            return set(Options.RESEND_TICK, time);
        }
    }
}
