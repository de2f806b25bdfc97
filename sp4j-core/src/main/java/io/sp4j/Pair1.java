package io.sp4j;

import java.time.Duration;

/**
 * Talks with one peer, both ways, as {@link Pair0} does, and counts the hops that a message has made. While a peer is
 * connected others are refused; when it goes, the next one is taken, and messages that were accepted and not begun wait for
 * it.
 *
 * <p>A {@linkplain Builder#polyamorous() polyamorous} one takes any number of peers. It receives from all in turn;
 * {@link Message#pipe()} tells from whom, and {@link Pipe}'s own {@code send} answers. The socket's {@code send} goes to the
 * only peer, waits while there is none, and fails with {@link SpException.BadState} when there are several. No message is
 * dropped because a peer is slow: sends to it wait.
 *
 * <pre>{@code
 * try (Pair1 desk = Pair1.builder().polyamorous().listen("tcp://127.0.0.1:0").open();
 *         Pair1 ann = Pair1.dialing(desk.url());
 *         Pair1 bob = Pair1.dialing(desk.url())) {
 *     ann.send("ann");
 *     Message visitor = desk.recv();
 *     visitor.pipe().send("hello " + visitor.text()); // to ann, not to bob
 * }
 * }</pre>
 */
public final class Pair1 extends DuplexSocket {

    private Pair1(Builder builder) {
        super(Protocol.PAIR1, builder);
    }

    /**
     * A socket that neither listens nor dials yet.
     *
     * @return the socket, which the caller closes
     */
    public static Pair1 open() {
        return builder().open();
    }

    /**
     * A socket that listens at {@code url}.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which {@link #url()} tells
     * @return the socket, which the caller closes
     * @throws SpException when it cannot listen there, as {@link #listen(String)} says
     */
    public static Pair1 listening(String url) {
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
    public static Pair1 dialing(String url) {
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

    /** Builds {@link Pair1} sockets. */
    public static final class Builder extends SocketBuilder<Pair1, Builder> {

        private Builder() {
            super(Protocol.PAIR1);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Pair1 create() {
            return new Pair1(this);
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
         * How many received messages wait to be taken; when it is full, the peer is not read.
         *
         * @param messages 0 to 8,192; 0 keeps one all the same; unset, the limit is 1,024 or 8 MiB, whichever comes
         *     first
         * @return this builder
         */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }

        /**
         * How many messages are accepted while the peer is not connected or not ready; 0 by default.
         *
         * @param messages 0 to 8,192, for each peer of a polyamorous one; when they are so many, sends wait
         * @return this builder
         */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }

        /**
         * How many hops a received message may have made, 1 to 15; 8 by default. Each device adds one to the first.
         *
         * @param hops 1 = no device in between; what made more is dropped and counted
         * @return this builder
         */
        public Builder maxTtl(int hops) {
            return set(Options.MAX_TTL, hops);
        }

        /**
         * Takes any number of peers; {@code recvBuffer} is shared among them.
         *
         * @return this builder
         */
        public Builder polyamorous() {
            return set(Options.PAIR1_POLYAMOROUS, true);
        }
    }
}
