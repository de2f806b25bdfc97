package io.sp4j;

import java.time.Duration;

/**
 * Talks with one peer, both ways, as {@link Pair0} does, and counts the hops that a message has made. While a peer is
 * connected others are refused; when it goes, the next one is taken, and messages that were accepted and not begun wait for
 * it.
 *
 * <p>A {@linkplain Builder#polyamorous() polyamorous} one takes any number of peers. It receives from all in turn;
 * {@link Message#pipe()} tells from whom, and {@link Pipe}'s own {@code send} answers. The socket's {@code send} goes to the
 * only peer, waits while there is none, and fails with {@link SpException.BadState} when there are several. No message is
 * dropped because a peer is slow: sends to it wait.
 */
public final class Pair1 extends DuplexSocket {

    private Pair1(Builder builder) {
        super(Protocol.PAIR1, builder);
    }

    /** A socket that neither listens nor dials yet. */
    public static Pair1 open() {
        return builder().open();
    }

    /** A socket that listens at {@code url}. */
    public static Pair1 listening(String url) {
        return builder().listen(url).open();
    }

    /** A socket that dials {@code url}, once and then in the background. */
    public static Pair1 dialing(String url) {
        return builder().dial(url).open();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builds {@link Pair1} sockets. */
    public static final class Builder extends SocketBuilder<Pair1, Builder> {

        private Builder() {
            super(Protocol.PAIR1);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Pair1 create() {
            return new Pair1(this);
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

        /** How many hops a received message may have made, 1 to 15; 8 by default. Each device adds one to the first. */
        public Builder maxTtl(int hops) {
            return set(Options.MAX_TTL, hops);
        }

        /** Takes any number of peers; {@code recvBuffer} is shared among them. */
        public Builder polyamorous() {
            return set(Options.PAIR1_POLYAMOROUS, true);
        }
    }
}
