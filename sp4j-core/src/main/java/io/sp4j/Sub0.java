package io.sp4j;

import io.sp4j.internal.engine.ContextCore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens to topics: receives what connected {@link Pub0} send, if it begins with one of its topics. Without topics it
 * receives nothing.
 *
 * <p>A subscriber that does not keep up loses its oldest messages, which are counted.
 *
 * <pre>{@code
 * try (Pub0 pub = Pub0.listening("tcp://127.0.0.1:0");
 *         Sub0 sub = Sub0.dialing(pub.url())) {
 *     sub.subscribe("sport/");
 *     pub.awaitPipes(1, Duration.ofSeconds(10));
 *     pub.send("weather/rain"); // not wanted here
 *     pub.send("sport/chess");
 *     String news = sub.recv().text(); // "sport/chess"
 * }
 * }</pre>
 */
public final class Sub0 extends ReceivingSocket {

    private Sub0(Builder builder) {
        super(Protocol.SUB0, builder);
    }

    /**
     * A socket that neither listens nor dials yet.
     *
     * @return the socket, which the caller closes
     */
    public static Sub0 open() {
        return builder().open();
    }

    /**
     * A socket that listens at {@code url}.
     *
     * @param url where, such as {@code tcp://127.0.0.1:0}; port 0 picks a free one, which {@link #url()} tells
     * @return the socket, which the caller closes
     * @throws SpException when it cannot listen there, as {@link #listen(String)} says
     */
    public static Sub0 listening(String url) {
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
    public static Sub0 dialing(String url) {
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
     * Receives from now on what begins with {@code topic}, too. Again: no effect.
     *
     * @param topic with which bodies begin, in UTF-8; the empty text is everything
     * @throws SpException.Closed when the socket or context is closed
     */
    public void subscribe(String topic) {
        subscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * As {@link #subscribe(String)}, with bytes.
     *
     * @param topic with which bodies begin; copied, none at all is everything
     * @throws SpException.Closed when the socket or context is closed
     */
    public void subscribe(byte[] topic) {
        core().main().subscribe(topic);
    }

    /**
     * Receives nothing more for {@code topic}; what was received for it alone and not taken yet is dropped.
     *
     * @param topic as it was subscribed to, in UTF-8
     * @throws SpException.Closed when the socket or context is closed
     * @throws SpException.NoEntry when there is no such subscription
     */
    public void unsubscribe(String topic) {
        unsubscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * As {@link #unsubscribe(String)}, with bytes.
     *
     * @param topic as it was subscribed to
     * @throws SpException.NoEntry when there is no such subscription
     * @throws SpException.Closed when the socket or context is closed
     */
    public void unsubscribe(byte[] topic) {
        core().main().unsubscribe(topic);
    }

    /**
     * A context of its own: with no topics yet, and otherwise with the socket's options.
     *
     * @return the context; its user or its socket closes it
     * @throws SpException.Closed when the socket is closed
     */
    public Context openContext() {
        return new Context(this, core().openContext());
    }

    /** Topics and a queue of its own, apart from others of the same socket: a message may be wanted by several. */
    public static final class Context extends ReceivingContext {
        Context(Sub0 socket, ContextCore core) {
            super(socket, core);
        }

        /**
         * Receives from now on what begins with {@code topic}, too. Again: no effect.
         *
         * @param topic with which bodies begin, in UTF-8; the empty text is everything
         * @throws SpException.Closed when the socket or context is closed
         */
        public void subscribe(String topic) {
            subscribe(topic.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * As {@link #subscribe(String)}, with bytes.
         *
         * @param topic with which bodies begin; copied, none at all is everything
         * @throws SpException.Closed when the socket or context is closed
         */
        public void subscribe(byte[] topic) {
            core().subscribe(topic);
        }

        /**
         * Receives nothing more for {@code topic}; what was received for it alone and not taken yet is dropped.
         *
         * @param topic as it was subscribed to, in UTF-8
         * @throws SpException.Closed when the socket or context is closed
         * @throws SpException.NoEntry when there is no such subscription
         */
        public void unsubscribe(String topic) {
            unsubscribe(topic.getBytes(StandardCharsets.UTF_8));
        }

        /**
         * As {@link #unsubscribe(String)}, with bytes.
         *
         * @param topic as it was subscribed to
         * @throws SpException.NoEntry when there is no such subscription
         * @throws SpException.Closed when the socket or context is closed
         */
        public void unsubscribe(byte[] topic) {
            core().unsubscribe(topic);
        }
    }

    /** Builds {@link Sub0} sockets. */
    public static final class Builder extends SocketBuilder<Sub0, Builder> {
        private final List<byte[]> subscriptions = new ArrayList<>();

        private Builder() {
            super(Protocol.SUB0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Sub0 create() {
            Sub0 socket = new Sub0(this);
            subscriptions.forEach(socket::subscribe);
            return socket;
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
         * How many received messages wait to be taken; when full, the oldest is dropped. 1,024 or 8 MiB by default.
         *
         * @param messages 0 to 8,192; 0 keeps one all the same; what is set replaces the limit of 8 MiB
         * @return this builder
         */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }

        /**
         * Subscribes every socket that is opened, before it connects.
         *
         * @param topics with which bodies begin, in UTF-8, besides those of earlier calls; the empty text is
         *     everything
         * @return this builder
         */
        public Builder topics(String... topics) {
            for (String topic : topics) {
                subscriptions.add(topic.getBytes(StandardCharsets.UTF_8));
            }
            return this;
        }

        /**
         * As {@link #topics(String...)}, with copies of bytes.
         *
         * @param topics with which bodies begin, besides those of earlier calls; an empty one is everything
         * @return this builder
         */
        public Builder topics(byte[]... topics) {
            for (byte[] topic : topics) {
                subscriptions.add(topic.clone());
            }
            return this;
        }

        /**
         * When the queue is full, the message that arrives is dropped instead of the oldest.
         *
         * @return this builder
         */
        public Builder dropNewest() {
            return set(Options.SUB_PREFER_NEW, false);
        }
    }
}
