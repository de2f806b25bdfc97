package io.sp4j;

import io.sp4j.internal.engine.Mode;
import java.time.Duration;
import java.util.Objects;

/**
 * A socket of any protocol whose SP headers are the application's business: {@link Message#header()} shows the words that
 * came in front of the body, and {@link Message#withHeader} gives those to be sent. It keeps no requests, surveys, topics or
 * contexts. For devices, gateways and tests; applications want the socket of the protocol itself.
 *
 * <table>
 *   <caption>Words of four bytes, big-endian; a request or survey id has its top bit set, a pipe id has not</caption>
 *   <tr><th>protocol</th><th>received</th><th>to be sent</th></tr>
 *   <tr><td>pair0, pub, sub, push, pull</td><td>nothing</td><td>nothing; what is given goes in front of the body</td></tr>
 *   <tr><td>pair1</td><td>hops</td><td>hops, less than 255, else {@link SpException.ProtocolError}; one is added</td></tr>
 *   <tr><td>req, surveyor</td><td>pipe ids of devices, then the id</td><td>the same</td></tr>
 *   <tr><td>rep, respondent</td><td>{@link Pipe#id()}, pipe ids of devices, then the id</td><td>the same; the first word
 *       says to which pipe the rest goes</td></tr>
 *   <tr><td>bus</td><td>{@link Pipe#id()}</td><td>the id of a pipe to leave out, or nothing</td></tr>
 * </table>
 *
 * <p>Where the protocol's own socket waits for room, so does this one: pair, req, push. Elsewhere there is nothing to wait for:
 * what a pipe has no room for, and a reply whose pipe is gone or not named, is dropped and counted. What the protocol cannot
 * do at all, send or receive, fails with {@link SpException.NotSupported}, as does an option that does nothing.
 *
 * <pre>{@code
 * try (RawSocket raw = RawSocket.builder(Protocol.REP0).listen("tcp://127.0.0.1:0").open();
 *         Req0 req = Req0.dialing(raw.url())) {
 *     CompletableFuture<Message> reply = req.requestAsync("who?");
 *     Message request = raw.recv();
 *     raw.send(Message.of("me").withHeader(request.header())); // back the way that it came
 *     String answer = reply.join().text(); // "me"
 * }
 * }</pre>
 */
public final class RawSocket extends DuplexSocket {

    private RawSocket(Builder builder) {
        super(builder.protocol, builder);
    }

    /**
     * A raw socket of this protocol that neither listens nor dials yet.
     *
     * @param protocol what it speaks
     * @return the socket, which the caller closes
     */
    public static RawSocket open(Protocol protocol) {
        return builder(protocol).open();
    }

    /**
     * A builder with the defaults.
     *
     * @param protocol what the sockets speak
     * @return the builder
     */
    public static Builder builder(Protocol protocol) {
        return new Builder(Objects.requireNonNull(protocol, "protocol"));
    }

    /** Builds {@link RawSocket} sockets of one protocol. */
    public static final class Builder extends SocketBuilder<RawSocket, Builder> {
        private final Protocol protocol;

        private Builder(Protocol protocol) {
            super(protocol, Mode.RAW);
            this.protocol = protocol;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        RawSocket create() {
            return new RawSocket(this);
        }

        /**
         * How long a receive waits; for ever by default.
         *
         * @param timeout zero fails at once unless a message is there, {@link Options#FOREVER} waits for ever
         * @return this builder
         * @throws SpException.NotSupported when it does nothing for the protocol
         */
        public Builder recvTimeout(Duration timeout) {
            return set(Options.RECV_TIMEOUT, timeout);
        }

        /**
         * How long a send waits until it is accepted, with pair, req and push; for ever by default.
         *
         * @param timeout zero fails at once unless there is room, {@link Options#FOREVER} waits for ever
         * @return this builder
         * @throws SpException.NotSupported when it does nothing for the protocol
         */
        public Builder sendTimeout(Duration timeout) {
            return set(Options.SEND_TIMEOUT, timeout);
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
         * How many received messages wait to be taken; when full, peers are not read, or what arrives is dropped (sub, bus).
         *
         * @param messages 0 to 8,192; 0 keeps one all the same; unset, the limit is 1,024 or 8 MiB, whichever comes
         *     first
         * @return this builder
         * @throws SpException.NotSupported when it does nothing for the protocol
         */
        public Builder recvBuffer(int messages) {
            return set(Options.RECV_BUFFER, messages);
        }

        /**
         * How many messages wait to be sent: for the socket with pair, req and push, where sends wait when it is full, 0 by
         * default; for each pipe with the others, where messages are dropped when it is full.
         *
         * @param messages 0 to 8,192; unset, the limit for each pipe is 1,024 or 8 MiB, whichever comes first
         * @return this builder
         * @throws SpException.NotSupported when it does nothing for the protocol
         */
        public Builder sendBuffer(int messages) {
            return set(Options.SEND_BUFFER, messages);
        }

        /**
         * How many hops a message received by pair1, rep or respondent may have made, 1 to 15; 8 by default.
         *
         * @param hops 1 = no device in between; what made more is dropped and counted
         * @return this builder
         * @throws SpException.NotSupported when it does nothing for the protocol
         */
        public Builder maxTtl(int hops) {
            return set(Options.MAX_TTL, hops);
        }
    }
}
