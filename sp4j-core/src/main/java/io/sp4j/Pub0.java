package io.sp4j;

/**
 * Publishes: every message goes to every {@link Sub0} that is connected; they choose by topics what they receive.
 *
 * <p>A send never waits. A subscriber that does not keep up loses its oldest messages, which are counted, and no other
 * notices; what is sent while nobody is connected is lost. A subscriber that sends something is disconnected.
 *
 * <pre>{@code
 * try (Pub0 pub = Pub0.listening("tcp://127.0.0.1:0");
 *         Sub0 sub = Sub0.builder().topics("weather/").dial(pub.url()).open()) {
 *     pub.awaitPipes(1, Duration.ofSeconds(10)); // what is sent before is lost
 *     pub.send("weather/rain");
 *     String news = sub.recv().text(); // "weather/rain"
 * }
 * }</pre>
 */
public final class Pub0 extends SendingSocket {

    private Pub0(Builder builder) {
        super(Protocol.PUB0, builder);
    }

    /**
     * A socket that neither listens nor dials yet.
     *
     * @return the socket, which the caller closes
     */
    public static Pub0 open() {
        return builder().open();
    }

    /**
     * A socket that listens at {@code url}.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which {@link #url()} tells
     * @return the socket, which the caller closes
     * @throws SpException when it cannot listen there, as {@link #listen(String)} says
     */
    public static Pub0 listening(String url) {
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
    public static Pub0 dialing(String url) {
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

    /** Builds {@link Pub0} sockets. */
    public static final class Builder extends SocketBuilder<Pub0, Builder> {

        private Builder() {
            super(Protocol.PUB0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Pub0 create() {
            return new Pub0(this);
        }

        /**
         * How many messages wait for each subscriber; when full, its oldest is dropped. 1,024 or 8 MiB by default.
         *
         * @param messages 0 to 8,192; with 0 only the message that is being written; what is set replaces the limit
         *     of 8 MiB
         * @return this builder
         */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }
    }
}
