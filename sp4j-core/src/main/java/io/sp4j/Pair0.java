package io.sp4j;

import java.time.Duration;

/**
 * Talks with one peer, both ways. While a peer is connected others are refused; when it goes, the next one is taken, and
 * messages that were accepted and not begun wait for it.
 */
public final class Pair0 extends DuplexSocket {

    private Pair0(Builder builder) {
        super(Protocol.PAIR0, builder);
    }

    /** A socket that neither listens nor dials yet. */
    public static Pair0 open() {
        return builder().open();
    }

    /** A socket that listens at {@code url}. */
    public static Pair0 listening(String url) {
        return builder().listen(url).open();
    }

    /** A socket that dials {@code url}, once and then in the background. */
    public static Pair0 dialing(String url) {
        return builder().dial(url).open();
    }

    /** A builder with the defaults. */
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

        /** How long a receive waits; for ever by default. */
        public Builder recvTimeout(Duration timeout) {
            return set(Options.RECV_TIMEOUT, timeout);
        }

        /** How long a send waits until it is accepted; for ever by default. */
        public Builder sendTimeout(Duration timeout) {
            return set(Options.SEND_TIMEOUT, timeout);
        }

        /** The largest body accepted from a peer in bytes; 0 = no limit, 1 MiB by default. */
        public Builder recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        /** How many received messages wait to be taken; when it is full, the peer is not read. */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }

        /** How many messages are accepted while no peer is connected; 0 by default. */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }
    }
}
