package io.sp4j;

import java.time.Duration;

/**
 * Tells all neighbours: every message goes to every {@link Bus0} that is directly connected, and comes from any of them.
 * Nothing is passed on, so whoever is to hear of everything connects to everybody.
 *
 * <p>A send never waits. A neighbour that does not keep up loses the newest messages, which are counted, and no other
 * notices; what is sent while nobody is connected is lost.
 *
 * <pre>{@code
 * try (Bus0 hub = Bus0.listening("tcp://127.0.0.1:0");
 *         Bus0 leaf = Bus0.dialing(hub.url());
 *         Bus0 other = Bus0.dialing(hub.url())) {
 *     hub.awaitPipes(2, Duration.ofSeconds(10)); // what is sent before is lost
 *     leaf.send("hello"); // to the hub only: leaves are not connected with each other
 *     String heard = hub.recv().text(); // "hello"
 * }
 * }</pre>
 */
public final class Bus0 extends DuplexSocket {

    private Bus0(Builder builder) {
        super(Protocol.BUS0, builder);
    }

    /**
     * A socket that neither listens nor dials yet.
     *
     * @return the socket, which the caller closes
     */
    public static Bus0 open() {
        return builder().open();
    }

    /**
     * A socket that listens at {@code url}.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which {@link #url()} tells
     * @return the socket, which the caller closes
     * @throws SpException when it cannot listen there, as {@link #listen(String)} says
     */
    public static Bus0 listening(String url) {
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
    public static Bus0 dialing(String url) {
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

    /** Builds {@link Bus0} sockets. */
    public static final class Builder extends SocketBuilder<Bus0, Builder> {

        private Builder() {
            super(Protocol.BUS0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Bus0 create() {
            return new Bus0(this);
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
         * How many received messages wait to be taken; when full, what arrives is dropped.
         *
         * @param messages 0 to 8,192; 0 keeps one all the same; unset, the limit is 1,024 or 8 MiB, whichever comes
         *     first
         * @return this builder
         */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }

        /**
         * How many messages wait for each neighbour; when full, new ones are dropped for it.
         *
         * @param messages 0 to 8,192; with 0 only the message that is being written; unset, the limit is 1,024 or 8
         *     MiB, whichever comes first
         * @return this builder
         */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }
    }
}
