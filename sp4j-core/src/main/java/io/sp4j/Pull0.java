package io.sp4j;

import java.time.Duration;

/**
 * Takes work: receives from all connected {@link Push0}, from each its share. A puller that does not keep up slows its
 * pushers, or makes them turn to others.
 */
public final class Pull0 extends ReceivingSocket {

    private Pull0(Builder builder) {
        super(Protocol.PULL0, builder);
    }

    /** A socket that neither listens nor dials yet. */
    public static Pull0 open() {
        return builder().open();
    }

    /** A socket that listens at {@code url}. */
    public static Pull0 listening(String url) {
        return builder().listen(url).open();
    }

    /** A socket that dials {@code url}, once and then in the background. */
    public static Pull0 dialing(String url) {
        return builder().dial(url).open();
    }

    /** A builder with the defaults. */
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

        /** How long a receive waits; for ever by default. */
        public Builder recvTimeout(Duration timeout) {
            return set(Options.RECV_TIMEOUT, timeout);
        }

        /** The largest body accepted from a peer in bytes; 0 = no limit, 1 MiB by default. */
        public Builder recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        /** How many received messages wait to be taken; when it is full, nobody is read. */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }
    }
}
