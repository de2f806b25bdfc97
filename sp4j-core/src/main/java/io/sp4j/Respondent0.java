package io.sp4j;

import io.sp4j.internal.engine.ContextCore;
import io.sp4j.internal.engine.Server;
import java.time.Duration;

/**
 * Answers surveys: receives one, sends its answer, which goes to the {@link Surveyor0} that asked. Surveys of all peers are
 * taken in turn. An answer that comes after the survey's time is dropped there.
 *
 * <p>The socket itself answers one survey at a time: a {@code send} answers the survey received last, and receiving another
 * gives up the one before. {@link #serve} and {@link #openContext} allow many at once.
 *
 * <pre>{@code
 * try (Surveyor0 surveyor = Surveyor0.listening("tcp://127.0.0.1:0");
 *         Respondent0 respondent = Respondent0.dialing(surveyor.url())) {
 *     surveyor.awaitPipes(1, Duration.ofSeconds(10));
 *     CompletableFuture<List<Message>> answers = surveyor.surveyAsync("who is there?");
 *     Message question = respondent.recv();
 *     respondent.send("me, " + question.pipe().local());
 * }
 * }</pre>
 */
public final class Respondent0 extends DuplexSocket {

    private Respondent0(Builder builder) {
        super(Protocol.RESPONDENT0, builder);
    }

    /**
     * A socket that neither listens nor dials yet.
     *
     * @return the socket, which the caller closes
     */
    public static Respondent0 open() {
        return builder().open();
    }

    /**
     * A socket that listens at {@code url}.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which {@link #url()} tells
     * @return the socket, which the caller closes
     * @throws SpException when it cannot listen there, as {@link #listen(String)} says
     */
    public static Respondent0 listening(String url) {
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
    public static Respondent0 dialing(String url) {
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
     * Answers surveys with {@code handler} on the socket's executor until that is stopped or the socket closed.
     * Returns at once. No thread is held while there are no surveys.
     *
     * @param handler called by several threads at once if {@code concurrency} is more than 1; null or an exception is
     *     no answer
     * @param concurrency how many may run at once, 1 or more
     * @return what stops it: surveys whose handler runs are still answered
     * @throws SpException.Closed when the socket is closed
     */
    public Registration serve(Handler handler, int concurrency) {
        return Server.start(core(), Server.blocking(handler), concurrency);
    }

    /**
     * As {@link #serve}, with a handler that holds no thread while it works.
     *
     * @param handler called by several threads at once if {@code concurrency} is more than 1; null, a failed stage or
     *     an exception is no answer
     * @param concurrency how many surveys may be under way at once, 1 or more
     * @return what stops it: surveys that are under way are still answered
     * @throws SpException.Closed when the socket is closed
     */
    public Registration serveAsync(AsyncHandler handler, int concurrency) {
        return Server.start(core(), handler, concurrency);
    }

    /**
     * A context of its own, with one survey at a time; it starts with the socket's options.
     *
     * @return the context; its user or its socket closes it
     * @throws SpException.Closed when the socket is closed
     */
    public Context openContext() {
        return new Context(this, core().openContext());
    }

    /** One survey at a time, apart from others of the same socket. */
    public static final class Context extends DuplexContext {
        Context(Respondent0 socket, ContextCore core) {
            super(socket, core);
        }
    }

    /** Builds {@link Respondent0} sockets. */
    public static final class Builder extends SocketBuilder<Respondent0, Builder> {

        private Builder() {
            super(Protocol.RESPONDENT0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Respondent0 create() {
            return new Respondent0(this);
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
         * How many hops a survey may have made, 1 to 15; 8 by default. Each device adds one to the first.
         *
         * @param hops 1 = no device in between; what made more is dropped and counted
         * @return this builder
         */
        public Builder maxTtl(int hops) {
            return set(Options.MAX_TTL, hops);
        }
    }
}
