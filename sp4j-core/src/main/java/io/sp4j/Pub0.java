package io.sp4j;

/**
 * Publishes: every message goes to every {@link Sub0} that is connected; they choose by topics what they receive.
 *
 * <p>A send never waits. A subscriber that does not keep up loses its oldest messages, which are counted, and no other
 * notices; what is sent while nobody is connected is lost. A subscriber that sends something is disconnected.
 */
public final class Pub0 extends SendingSocket {

    private Pub0(Builder builder) {
        super(Protocol.PUB0, builder);
    }

    /** A socket that neither listens nor dials yet. */
    public static Pub0 open() {
        return builder().open();
    }

    /** A socket that listens at {@code url}. */
    public static Pub0 listening(String url) {
        return builder().listen(url).open();
    }

    /** A socket that dials {@code url}, once and then in the background. */
    public static Pub0 dialing(String url) {
        return builder().dial(url).open();
    }

    /** A builder with the defaults. */
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

        /** How many messages wait for each subscriber; when full, its oldest is dropped. 1,024 or 8 MiB by default. */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }
    }
}
