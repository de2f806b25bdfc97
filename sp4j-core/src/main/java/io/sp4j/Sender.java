package io.sp4j;

import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Something that messages can be sent to. Open for wrapping and faking: only default methods are ever added.
 *
 * <p>A send is done when the message was accepted: handed to a connection or queued for one. <b>Accepted is not
 * delivered</b>; only a reply proves that a peer has read a message. All methods may be called from any thread. The
 * caller's array or buffer may be reused the moment the call returns.
 *
 * <pre>{@code
 * try (Push0 push = Push0.builder().sendTimeout(Duration.ofMillis(10)).open()) {
 *     boolean accepted = push.trySend("a job"); // false: nobody is connected
 *     CompletableFuture<Void> later = push.sendAsync("a job", Options.FOREVER);
 *     boolean takenBack = later.cancel(false); // true: it was not accepted yet
 * }
 * }</pre>
 */
public interface Sender {

    /**
     * Sends, waiting at most the send timeout for room.
     *
     * @param m may be sent again, here or elsewhere
     * @throws SpException.Timeout when the message was not accepted in time; it is not sent then
     * @throws SpException.Closed when the socket or context is closed, before or during the call
     * @throws SpException.BadState when the protocol does not allow a send now
     * @throws SpException.Interrupted when the thread is interrupted while it waits; the flag stays set
     */
    void send(Message m);

    /**
     * Sends, waiting at most {@code timeout} instead of the send timeout; zero does not wait.
     *
     * @param m may be sent again, here or elsewhere
     * @param timeout zero or more; {@link Options#FOREVER} waits for ever
     * @throws SpException what {@link #send(Message)} throws
     */
    void send(Message m, Duration timeout);

    /**
     * Sends if that is possible without waiting.
     *
     * @param m may be sent again, here or elsewhere
     * @return false when the message was not accepted
     * @throws SpException.Closed when the socket or context is closed
     * @throws SpException.BadState when the protocol does not allow a send now
     */
    boolean trySend(Message m);

    /**
     * Sends without blocking the caller. The future is done when the message was accepted, and fails with what
     * {@link #send(Message)} would throw. Cancelling it takes the message back, unless it was accepted already.
     *
     * @param m may be sent again, here or elsewhere
     * @return done, without a value, when the message was accepted; on the socket's executor
     */
    CompletableFuture<Void> sendAsync(Message m);

    /**
     * As {@link #sendAsync(Message)}, with {@code timeout} instead of the send timeout.
     *
     * @param m may be sent again, here or elsewhere
     * @param timeout zero or more; {@link Options#FOREVER} waits for ever
     * @return done, without a value, when the message was accepted; on the socket's executor
     */
    CompletableFuture<Void> sendAsync(Message m, Duration timeout);

    /**
     * As {@link #send(Message)}, with a copy of these bytes.
     *
     * @param copied the body; it may be empty
     * @throws SpException what {@link #send(Message)} throws
     */
    default void send(byte[] copied) {
        send(Message.of(copied));
    }

    /**
     * As {@link #send(Message, Duration)}, with a copy of these bytes.
     *
     * @param copied the body; it may be empty
     * @param timeout zero or more; {@link Options#FOREVER} waits for ever
     * @throws SpException what {@link #send(Message)} throws
     */
    default void send(byte[] copied, Duration timeout) {
        send(Message.of(copied), timeout);
    }

    /**
     * As {@link #send(Message)}, with a copy of what remains in the buffer.
     *
     * @param copied what remains in it is the body; its position moves to its limit
     * @throws SpException what {@link #send(Message)} throws
     */
    default void send(ByteBuffer copied) {
        send(Message.of(copied));
    }

    /**
     * As {@link #send(Message, Duration)}, with a copy of what remains in the buffer.
     *
     * @param copied what remains in it is the body; its position moves to its limit
     * @param timeout zero or more; {@link Options#FOREVER} waits for ever
     * @throws SpException what {@link #send(Message)} throws
     */
    default void send(ByteBuffer copied, Duration timeout) {
        send(Message.of(copied), timeout);
    }

    /**
     * As {@link #send(Message)}, with this text in UTF-8.
     *
     * @param utf8 the body; it may be empty
     * @throws SpException what {@link #send(Message)} throws
     */
    default void send(String utf8) {
        send(Message.of(utf8));
    }

    /**
     * As {@link #send(Message, Duration)}, with this text in UTF-8.
     *
     * @param utf8 the body; it may be empty
     * @param timeout zero or more; {@link Options#FOREVER} waits for ever
     * @throws SpException what {@link #send(Message)} throws
     */
    default void send(String utf8, Duration timeout) {
        send(Message.of(utf8), timeout);
    }

    /**
     * As {@link #trySend(Message)}, with a copy of these bytes.
     *
     * @param copied the body; it may be empty
     * @return false when the message was not accepted
     * @throws SpException what {@link #trySend(Message)} throws
     */
    default boolean trySend(byte[] copied) {
        return trySend(Message.of(copied));
    }

    /**
     * As {@link #trySend(Message)}, with this text in UTF-8.
     *
     * @param utf8 the body; it may be empty
     * @return false when the message was not accepted
     * @throws SpException what {@link #trySend(Message)} throws
     */
    default boolean trySend(String utf8) {
        return trySend(Message.of(utf8));
    }

    /**
     * As {@link #sendAsync(Message)}, with a copy of these bytes.
     *
     * @param copied the body; it may be empty
     * @return done, without a value, when the message was accepted; on the socket's executor
     */
    default CompletableFuture<Void> sendAsync(byte[] copied) {
        return sendAsync(Message.of(copied));
    }

    /**
     * As {@link #sendAsync(Message, Duration)}, with a copy of these bytes.
     *
     * @param copied the body; it may be empty
     * @param timeout zero or more; {@link Options#FOREVER} waits for ever
     * @return done, without a value, when the message was accepted; on the socket's executor
     */
    default CompletableFuture<Void> sendAsync(byte[] copied, Duration timeout) {
        return sendAsync(Message.of(copied), timeout);
    }

    /**
     * As {@link #sendAsync(Message)}, with this text in UTF-8.
     *
     * @param utf8 the body; it may be empty
     * @return done, without a value, when the message was accepted; on the socket's executor
     */
    default CompletableFuture<Void> sendAsync(String utf8) {
        return sendAsync(Message.of(utf8));
    }

    /**
     * As {@link #sendAsync(Message, Duration)}, with this text in UTF-8.
     *
     * @param utf8 the body; it may be empty
     * @param timeout zero or more; {@link Options#FOREVER} waits for ever
     * @return done, without a value, when the message was accepted; on the socket's executor
     */
    default CompletableFuture<Void> sendAsync(String utf8, Duration timeout) {
        return sendAsync(Message.of(utf8), timeout);
    }

    /**
     * Sends everything that it is given, one message after the other: the next is asked for when the one before is
     * accepted, so that a publisher goes no faster than the peers. A send that fails, by the send timeout or because the
     * socket is closed, cancels the subscription and is logged; that message is lost. {@code onError} and
     * {@code onComplete} close nothing.
     *
     * @return a subscriber for one subscription
     */
    default Flow.Subscriber<Message> asSubscriber() {
        return new SendingSubscriber(this);
    }

    /**
     * Gives something that a {@link java.nio.channels.Selector} can wait for: a channel that is readable while a send would
     * be accepted at once. Register it with {@code OP_READ}, not {@code OP_WRITE}; the rest is as with
     * {@link Receiver#recvReady()}.
     *
     * @return a channel in non-blocking mode
     * @throws SpException.NotSupported on contexts and pipes; use {@link #onSendable(Runnable)} there
     * @throws SpException.Closed when the socket is closed
     */
    default SelectableChannel sendReady() {
        throw ErrorCode.NOT_SUPPORTED.exception("sendReady: only sockets have a channel, use onSendable");
    }

    /**
     * Runs {@code action} when a send that begins now would be accepted at once: now if that is so already, then each time
     * that it becomes so, and when the socket or context is closed. A send can still find a pipe full that looked ready;
     * then the action is run when that has room. It runs on the socket's executor, never twice at once.
     *
     * @param action what to do; what it throws becomes a {@link SocketEvent.CallbackFailed}
     * @return closing it ends that; a run that has begun goes on
     * @throws SpException.Closed when the socket or context is closed
     */
    Registration onSendable(Runnable action);
}
