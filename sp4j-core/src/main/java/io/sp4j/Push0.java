package io.sp4j;

import java.time.Duration;

/**
 * Hands out work: each message goes to one of the connected {@link Pull0}, in turn to those that have room.
 *
 * <p>A send waits while none has room. When a puller is lost, messages that were not begun go to the others, so a message is
 * carried out once, or not at all when its puller dies with it.
 *
 * <pre>{@code
 * try (Push0 push = Push0.listening("tcp://127.0.0.1:0");
 *         Pull0 first = Pull0.dialing(push.url());
 *         Pull0 second = Pull0.dialing(push.url())) {
 *     push.awaitPipes(2, Duration.ofSeconds(10)); // else the first to come gets all
 *     push.send("one job");
 *     push.send("another"); // to the other puller
 * }
 * }</pre>
 */
public final class Push0 extends SendingSocket {

    private Push0(Builder builder) {
        super(Protocol.PUSH0, builder);
    }

    /**
     * A socket that neither listens nor dials yet.
     *
     * @return the socket, which the caller closes
     */
    public static Push0 open() {
        return builder().open();
    }

    /**
     * A socket that listens at {@code url}.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which {@link #url()} tells
     * @return the socket, which the caller closes
     * @throws SpException when it cannot listen there, as {@link #listen(String)} says
     */
    public static Push0 listening(String url) {
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
    public static Push0 dialing(String url) {
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

    /** Builds {@link Push0} sockets. */
    public static final class Builder extends SocketBuilder<Push0, Builder> {

        private Builder() {
            super(Protocol.PUSH0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Push0 create() {
            return new Push0(this);
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
         * How many messages are accepted while no puller is ready; 0 by default.
         *
         * @param messages 0 to 8,192; when they are so many, sends wait
         * @return this builder
         */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }
    }
}
