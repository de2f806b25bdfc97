package io.sp4j;

import java.time.Duration;

/**
 * Hands out work: each message goes to one of the connected {@link Pull0}, in turn to those that have room.
 *
 * <p>A send waits while none has room. When a puller is lost, messages that were not begun go to the others, so a message is
 * carried out once, or not at all when its puller dies with it.
 */
public final class Push0 extends SendingSocket {

    private Push0(Builder builder) {
        super(Protocol.PUSH0, builder);
    }

    /** A socket that neither listens nor dials yet. */
    public static Push0 open() {
        return builder().open();
    }

    /** A socket that listens at {@code url}. */
    public static Push0 listening(String url) {
        return builder().listen(url).open();
    }

    /** A socket that dials {@code url}, once and then in the background. */
    public static Push0 dialing(String url) {
        return builder().dial(url).open();
    }

    /** A builder with the defaults. */
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

        /** How long a send waits until it is accepted; for ever by default. */
        public Builder sendTimeout(Duration timeout) {
            return set(Options.SEND_TIMEOUT, timeout);
        }

        /** How many messages are accepted while no puller is ready; 0 by default. */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }
    }
}
