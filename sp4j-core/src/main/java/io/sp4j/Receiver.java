package io.sp4j;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Something that messages can be received from. Open for wrapping and faking: only default methods are ever added.
 *
 * <p>Messages of one pipe come in the order they were sent; across pipes there is no order. Several threads may receive:
 * each message goes to one of them. All methods may be called from any thread.
 *
 * <pre>{@code
 * try (Pull0 pull = Pull0.listening("tcp://127.0.0.1:0");
 *         Push0 push = Push0.dialing(pull.url())) {
 *     push.send("first");
 *     push.send("last");
 *     for (Message m : pull.messages()) { // waits for each; ends when the socket is closed
 *         if (m.text().equals("last")) {
 *             pull.close();
 *         }
 *     }
 * }
 * }</pre>
 */
public interface Receiver {

    /**
     * Receives the next message, waiting at most the receive timeout.
     *
     * @return the message; its {@link Message#pipe()} is where it came from
     * @throws SpException.Timeout when none came in time
     * @throws SpException.Closed when the socket or context is closed, before or during the call
     * @throws SpException.BadState when the protocol does not allow a receive now
     * @throws SpException.Interrupted when the thread is interrupted while it waits; the flag stays set and no
     *     message is lost
     */
    Message recv();

    /**
     * Receives, waiting at most {@code timeout} instead of the receive timeout; zero does not wait.
     *
     * @param timeout zero or more; {@link Options#FOREVER} waits for ever
     * @return the message; its {@link Message#pipe()} is where it came from
     * @throws SpException what {@link #recv()} throws
     */
    Message recv(Duration timeout);

    /**
     * Receives the next message if there is one already. Never waits.
     *
     * @return empty when there is none
     * @throws SpException.Closed when the socket or context is closed
     * @throws SpException.BadState when the protocol does not allow a receive now
     */
    Optional<Message> tryRecv();

    /**
     * Receives without blocking the caller. The future fails with what {@link #recv()} would throw.
     *
     * <p>Cancelling it, or completing it from outside as {@code orTimeout} does, never loses a message: either that
     * succeeds and the message stays for the next receiver, or it answers false and the message is in the future. This
     * holds for the future returned, not for stages derived from it; use {@link #recvAsync(Duration)} for a time limit.
     *
     * @return done with the message, on the socket's executor
     */
    CompletableFuture<Message> recvAsync();

    /**
     * As {@link #recvAsync()}, with {@code timeout} instead of the receive timeout.
     *
     * @param timeout zero or more; {@link Options#FOREVER} waits for ever
     * @return done with the message, on the socket's executor
     */
    CompletableFuture<Message> recvAsync(Duration timeout);

    /**
     * Everything that is received from now on, for {@code for} loops. Waits for ever, whatever the receive timeout, and
     * ends when the socket or context is closed; a surveyor's with its survey.
     *
     * <p>{@code hasNext} waits and takes nothing: an iterator that is given up has swallowed no message. Where several
     * threads receive, another may take what it has seen: then {@code next} waits again, and throws
     * {@link java.util.NoSuchElementException} if the end comes first. {@code forEach} and {@link #stream()} end quietly
     * in that case.
     *
     * @return an iterable whose iterators compete for messages, as callers of {@link #recv()} do
     */
    Iterable<Message> messages();

    /**
     * Everything that is received from now on, as a stream; it waits and ends as {@link #messages()} does.
     *
     * @return a sequential stream; {@code parallel()} splits nothing, since what one part read ahead would be lost to the
     *     others
     */
    default Stream<Message> stream() {
        return StreamSupport.stream(messages().spliterator(), false);
    }

    /**
     * Publishes what is received. One message is received for each that a subscriber asks for and no more, so that its
     * demand reaches the sender: what nobody asks for fills the queue, and a full queue stops reading from the wire. On
     * {@link Sub0} and {@link Bus0} it drops instead, and counts.
     *
     * <p>Subscribers compete, as callers of {@link #recv()} do: each message goes to one of them. They are called on the
     * socket's executor, never two calls at once. {@code onComplete} comes when the socket or context is closed, a
     * surveyor's when its survey is over; {@code onError} with what {@link #recv()} would throw. A message that was on its
     * way when a subscription is cancelled is still delivered, so that it is not lost.
     *
     * @return a publisher for any number of subscribers
     */
    Flow.Publisher<Message> asPublisher();

    /**
     * Gives something that a {@link java.nio.channels.Selector} can wait for: a channel that is readable while a receive
     * would get a message at once. Register it with {@code OP_READ}; never read from it. It stays readable for good once
     * the socket is closed, so that the next receive tells. Made on first use, and the same each time; the caller closes
     * it. Costs two file descriptors and a system call for each change.
     *
     * @return a channel in non-blocking mode
     * @throws SpException.NotSupported on contexts; use {@link #onReceivable(Runnable)} there
     * @throws SpException.Closed when the socket is closed
     */
    default SelectableChannel recvReady() {
        throw ErrorCode.NOT_SUPPORTED.exception("recvReady: only sockets have a channel, use onReceivable");
    }

    /**
     * Runs {@code action} when a receive that begins now would get a message at once: now if that is so already, then each
     * time that it becomes so, and when the socket or context is closed. It is not run again for further messages: the
     * action, or somebody, receives with {@link #tryRecv()} until that is empty. It runs on the socket's executor, never
     * twice at once; what happens meanwhile brings one more run.
     *
     * @param action what to do; what it throws becomes a {@link SocketEvent.CallbackFailed}
     * @return closing it ends that; a run that has begun goes on
     * @throws SpException.Closed when the socket or context is closed
     */
    Registration onReceivable(Runnable action);
}
