package io.sp4j;

import java.time.Duration;

/**
 * Takes work: receives from all connected {@link Push0}, from each its share. A puller that does not keep up slows its
 * pushers, or makes them turn to others.
 *
 * <pre>{@code
 * try (Pull0 pull = Pull0.listening("tcp://127.0.0.1:0");
 *         Push0 push = Push0.dialing(pull.url())) {
 *     push.send("one job");
 *     Message job = pull.recv();
 *     Optional<Message> more = pull.tryRecv(); // empty
 * }
 * }</pre>
 */
public final class Pull0 extends ReceivingSocket {

    private Pull0(Builder builder) {
        super(Protocol.PULL0, builder);
    }

    /**
     * A socket that neither listens nor dials yet.
     *
     * @return the socket, which the caller closes
     */
    public static Pull0 open() {
        return builder().open();
    }

    /**
     * A socket that listens at {@code url}.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which {@link #url()} tells
     * @return the socket, which the caller closes
     * @throws SpException when it cannot listen there, as {@link #listen(String)} says
     */
    public static Pull0 listening(String url) {
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
    public static Pull0 dialing(String url) {
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

    /** Builds {@link Pull0} sockets. */
    public static final class Builder extends SocketBuilder<Pull0, Builder> {

        private Builder() {
            super(Protocol.PULL0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Pull0 create() {
            return new Pull0(this);
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
         * The largest body accepted from a peer in bytes; 0 = no limit, 1 MiB by default.
         *
         * @param bytes 0 or more, SP headers not counted; a longer body closes the connection that it comes on
         * @return this builder
         */
        public Builder recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        /**
         * How many received messages wait to be taken; when it is full, nobody is read.
         *
         * @param messages 0 to 8,192; 0 keeps one all the same; unset, the limit is 1,024 or 8 MiB, whichever comes
         *     first
         * @return this builder
         */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }
    }
}
