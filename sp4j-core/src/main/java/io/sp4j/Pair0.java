package io.sp4j;

import java.time.Duration;

/**
 * Talks with one peer, both ways. While a peer is connected others are refused; when it goes, the next one is taken, and
 * messages that were accepted and not begun wait for it.
 *
 * <pre>{@code
 * try (Pair0 ann = Pair0.listening("tcp://127.0.0.1:0");
 *         Pair0 bob = Pair0.dialing(ann.url())) {
 *     bob.send("are you there?");
 *     String heard = ann.recv().text(); // "are you there?"
 *     ann.send("yes");
 * }
 * }</pre>
 */
public final class Pair0 extends DuplexSocket {

    private Pair0(Builder builder) {
        super(Protocol.PAIR0, builder);
    }

    /**
     * A socket that neither listens nor dials yet.
     *
     * @return the socket, which the caller closes
     */
    public static Pair0 open() {
        return builder().open();
    }

    /**
     * A socket that listens at {@code url}.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which {@link #url()} tells
     * @return the socket, which the caller closes
     * @throws SpException when it cannot listen there, as {@link #listen(String)} says
     */
    public static Pair0 listening(String url) {
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
    public static Pair0 dialing(String url) {
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

    /** Builds {@link Pair0} sockets. */
    public static final class Builder extends SocketBuilder<Pair0, Builder> {

        private Builder() {
            super(Protocol.PAIR0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Pair0 create() {
            return new Pair0(this);
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
         * @param messages 0 to 8,192; when they are so many, sends wait
         * @return this builder
         */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }
    }
}
