package io.sp4j;

import java.time.Duration;

/**
 * Tells all neighbours: every message goes to every {@link Bus0} that is directly connected, and comes from any of them.
 * Nothing is passed on, so whoever is to hear of everything connects to everybody.
 *
 * <p>A send never waits. A neighbour that does not keep up loses the newest messages, which are counted, and no other
 * notices; what is sent while nobody is connected is lost.
 */
public final class Bus0 extends DuplexSocket {

    private Bus0(Builder builder) {
        super(Protocol.BUS0, builder);
    }

    /** A socket that neither listens nor dials yet. */
    public static Bus0 open() {
        return builder().open();
    }

    /** A socket that listens at {@code url}. */
    public static Bus0 listening(String url) {
        return builder().listen(url).open();
    }

    /** A socket that dials {@code url}, once and then in the background. */
    public static Bus0 dialing(String url) {
        return builder().dial(url).open();
    }

    /** A builder with the defaults. */
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

        /** How long a receive waits; for ever by default. */
        public Builder recvTimeout(Duration timeout) {
            return set(Options.RECV_TIMEOUT, timeout);
        }

        /** The largest body accepted from a peer in bytes; 0 = no limit, 1 MiB by default. */
        public Builder recvMaxSize(int bytes) {
            return set(Options.RECV_MAX_SIZE, bytes);
        }

        /** How many received messages wait to be taken; when full, what arrives is dropped. */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }

        /** How many messages wait for each neighbour; when full, new ones are dropped for it. */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }
    }
}
