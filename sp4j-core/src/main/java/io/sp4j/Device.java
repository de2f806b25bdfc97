package io.sp4j;

import io.sp4j.internal.engine.DeviceCore;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Passes on what one raw socket receives to another, and the other way round where both can: a request and its reply, a survey
 * and its answers, published messages, work. Headers see to it that replies find back and that messages stop after
 * {@link Options#MAX_TTL} devices; only pub, push, pair0 and bus know no such limit, so devices between those must not form a ring.
 *
 * <p>A device has no thread of its own. Where the way on waits for room, nothing more is taken from the way in, so that senders
 * wait as if they were connected directly, and at most 64 messages are on their way inside; where it drops, what is dropped is
 * counted.
 *
 * <p>It runs from start to close and owns its sockets meanwhile: sending or receiving on them is {@link SpException.Busy}, and
 * closing it closes them. What else they have, such as listeners, dialers, events and statistics, stays usable; set up whatever
 * is known beforehand. Their timeouts do not concern it. All methods may be called from any thread.
 *
 * <pre>{@code
 * RawSocket front = RawSocket.builder(Protocol.REP0).listen("tcp://127.0.0.1:0").open();
 * RawSocket back = RawSocket.builder(Protocol.REQ0).listen("tcp://127.0.0.1:0").open();
 * try (Device device = Device.start(front, back);
 *         Rep0 rep = Rep0.dialing(back.url());
 *         Req0 req = Req0.dialing(front.url())) {
 *     rep.serve(question -> Message.of("42"), 1);
 *     String answer = req.request("what is the answer?").text(); // "42"
 * }
 * }</pre>
 */
public final class Device implements AutoCloseable {
    private final DeviceCore core;

    /** Which way a message passed. */
    public enum Direction {
        /** From the first socket to the second, or from a socket to itself. */
        FORWARD,
        /** From the second socket to the first. */
        BACKWARD
    }

    private Device(DeviceCore core) {
        this.core = core;
    }

    /**
     * Joins two sockets and begins to pass messages on.
     *
     * @param first the way in of what goes forward; its executor serves taps
     * @param second the way out of what goes forward; another socket than the first
     * @return the device, which the caller closes, and with it the sockets
     * @throws SpException.InvalidOperation when their protocols are not each other's peers, naming both, or it is one
     *     socket
     * @throws SpException.Busy when one of them belongs to a device already
     * @throws SpException.Closed when one of them is closed
     */
    public static Device start(RawSocket first, RawSocket second) {
        return new Device(DeviceCore.start(first.core(), second.core()));
    }

    /**
     * Joins a socket with itself, and begins to send back what comes: on a pair to the peer, on a bus to all but the one it came
     * from.
     *
     * @param socket both ways
     * @return the device, which the caller closes, and with it the sockets
     * @throws SpException.InvalidOperation unless sockets of its protocol talk with each other, as pair and bus do
     * @throws SpException.Busy when it belongs to a device already
     * @throws SpException.Closed when it is closed
     */
    public static Device reflect(RawSocket socket) {
        return new Device(DeviceCore.reflect(socket.core()));
    }

    /**
     * A future, a new one each time, that is done when the device has ended and both sockets are closed: normally after
     * {@link #close}; with {@link SpException.Closed}, naming the socket, when somebody closed one of them; with
     * {@link SpException.Internal} when this library failed. Cancelling or completing it has no effect on the device.
     *
     * @return a future of its own, with no value; it waits for ever while the device runs
     */
    public CompletableFuture<Void> stopped() {
        return core.stopped();
    }

    /**
     * Shows each message that passes from now on to {@code tap}, with the header as it was received; one after the other, on the
     * executor of the first socket. It cannot hold up or change anything: when 1,024 messages wait to be shown, further ones
     * are not, and are counted; what it throws is counted and told as {@link SocketEvent.CallbackFailed} of the first socket.
     *
     * @param tap called with the way that the message went and the message, one at a time
     * @return closing it ends that; a call that has begun goes on
     */
    public Registration onMessage(BiConsumer<? super Direction, ? super Message> tap) {
        return core.onMessage(tap);
    }

    /**
     * The counters at this moment.
     *
     * @return a snapshot; final once the device has stopped
     */
    public DeviceStats stats() {
        return core.stats();
    }

    /**
     * Stops, and closes both sockets: what they accepted is written for at most their linger time. What was received and not
     * passed on yet is dropped and counted. Idempotent; waits for the end, except where {@link SpSocket#close} does not.
     */
    @Override
    public void close() {
        core.close();
    }
}
