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
 */
public final class Sub0 extends ReceivingSocket {

    private Sub0(Builder builder) {
        super(Protocol.SUB0, builder);
    }

    /** A socket that neither listens nor dials yet. */
    public static Sub0 open() {
        return builder().open();
    }

    /** A socket that listens at {@code url}. */
    public static Sub0 listening(String url) {
        return builder().listen(url).open();
    }

    /** A socket that dials {@code url}, once and then in the background. */
    public static Sub0 dialing(String url) {
        return builder().dial(url).open();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Receives from now on what begins with {@code topic}; the empty text is everything. Again: no effect. */
    public void subscribe(String topic) {
        subscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #subscribe(String)}, with a copy of these bytes. */
    public void subscribe(byte[] topic) {
        core().main().subscribe(topic);
    }

    /**
     * Receives nothing more for {@code topic}; what was received for it alone and not taken yet is dropped.
     *
     * @throws SpException.NoEntry when there is no such subscription
     */
    public void unsubscribe(String topic) {
        unsubscribe(topic.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #unsubscribe(String)}. */
    public void unsubscribe(byte[] topic) {
        core().main().unsubscribe(topic);
    }

    /** A context of its own: with no topics yet, and otherwise with the socket's options. */
    public Context openContext() {
        return new Context(this, core().openContext());
    }

    /** Topics and a queue of its own, apart from others of the same socket: a message may be wanted by several. */
    public static final class Context extends ReceivingContext {
        Context(Sub0 socket, ContextCore core) {
            super(socket, core);
        }

        /** Receives from now on what begins with {@code topic}; the empty text is everything. Again: no effect. */
        public void subscribe(String topic) {
            subscribe(topic.getBytes(StandardCharsets.UTF_8));
        }

        /** As {@link #subscribe(String)}, with a copy of these bytes. */
        public void subscribe(byte[] topic) {
            core().subscribe(topic);
        }

        /**
         * Receives nothing more for {@code topic}; what was received for it alone and not taken yet is dropped.
         *
         * @throws SpException.NoEntry when there is no such subscription
         */
        public void unsubscribe(String topic) {
            unsubscribe(topic.getBytes(StandardCharsets.UTF_8));
        }

        /** As {@link #unsubscribe(String)}. */
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

        /** How long a receive waits; for ever by default. */
        public Builder recvTimeout(Duration timeout) {
            return set(Options.RECV_TIMEOUT, timeout);
        }

        /** The largest body accepted from a peer in bytes; 0 = no limit, 1 MiB by default. */
        public Builder recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        /** How many received messages wait to be taken; when full, the oldest is dropped. 1,024 or 8 MiB by default. */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }

        /** Subscribes every socket that is opened, before it connects. */
        public Builder topics(String... topics) {
            for (String topic : topics) {
                subscriptions.add(topic.getBytes(StandardCharsets.UTF_8));
            }
            return this;
        }

        /** As {@link #topics(String...)}, with copies of these bytes. */
        public Builder topics(byte[]... topics) {
            for (byte[] topic : topics) {
                subscriptions.add(topic.clone());
            }
            return this;
        }

        /** When the queue is full, the message that arrives is dropped instead of the oldest. */
        public Builder dropNewest() {
            return set(Options.SUB_PREFER_NEW, false);
        }
    }
}
