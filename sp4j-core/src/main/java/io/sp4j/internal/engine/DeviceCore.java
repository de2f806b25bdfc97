package io.sp4j.internal.engine;

import io.sp4j.Device.Direction;
import io.sp4j.DeviceStats;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Registration;
import io.sp4j.SpException;
import io.sp4j.internal.protocol.RawSpec;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Two raw sockets, or one twice, with a pump for each direction that both can. It borrows the sockets from the application
 * and ends with the first of them that closes.
 *
 * <pre>
 *   RUNNING --close, or a socket closes--> both sockets close, so the pumps' ops fail and they end --> STOPPED
 * </pre>
 */
public final class DeviceCore {
    private static final DeviceStats.Way NOTHING = new DeviceStats.Way(0, 0, Map.of());

    final Taps taps;
    private final SocketCore first;
    private final SocketCore second;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger pumps = new AtomicInteger();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile @Nullable Pump forward;
    private volatile @Nullable Pump backward;
    private volatile @Nullable SpException cause;

    private DeviceCore(SocketCore first, SocketCore second) {
        this.first = first;
        this.second = second;
        this.taps = new Taps(first);
    }

    /** Joins two sockets. */
    public static DeviceCore start(SocketCore first, SocketCore second) {
        if (first == second) {
            throw ErrorCode.INVALID_OPERATION.exception(
                    "a device joins two sockets, and " + first.name() + " is one; reflect is for one");
        }
        if (first.protocol.peer() != second.protocol) {
            throw ErrorCode.INVALID_OPERATION.exception("a device joins protocols that talk with each other, not "
                    + first.protocol.wireName() + " and " + second.protocol.wireName());
        }
        DeviceCore device = new DeviceCore(first, second);
        ContextCore one = first.lend(() -> device.socketCloses(first));
        ContextCore other;
        try {
            other = second.lend(() -> device.socketCloses(second));
        } catch (RuntimeException e) {
            first.takeBack();
            throw e;
        }
        device.join(one, other);
        return device;
    }

    /** Joins a socket with itself. */
    public static DeviceCore reflect(SocketCore socket) {
        if (socket.protocol.peer() != socket.protocol) {
            throw ErrorCode.INVALID_OPERATION.exception("sockets of protocol " + socket.protocol.wireName()
                    + " do not talk with each other but with "
                    + socket.protocol.peer().wireName()
                    + ", so none can be reflected");
        }
        DeviceCore device = new DeviceCore(socket, socket);
        device.join(socket.lend(() -> device.socketCloses(socket)), null);
        return device;
    }

    private void join(ContextCore one, @Nullable ContextCore other) {
        Pump there = newPump(Direction.FORWARD, one, other == null ? one : other);
        Pump back = other == null ? null : newPump(Direction.BACKWARD, other, one);
        forward = there;
        backward = back;
        if (there != null) {
            there.call();
        }
        if (back != null) {
            back.call();
        }
    }

    private @Nullable Pump newPump(Direction direction, ContextCore from, ContextCore to) {
        if (!RawSpec.of(from.socket.protocol).receives()
                || !RawSpec.of(to.socket.protocol).sends()) {
            return null;
        }
        pumps.incrementAndGet();
        return new Pump(this, direction, from, to);
    }

    public Registration onMessage(BiConsumer<? super Direction, ? super Message> tap) {
        return taps.add(tap);
    }

    public DeviceStats stats() {
        return new DeviceStats(stats(forward), stats(backward), taps.missed());
    }

    private static DeviceStats.Way stats(@Nullable Pump pump) {
        return pump == null ? NOTHING : pump.stats();
    }

    // ---- the end ---------------------------------------------------------------------------------------------------

    /** A future that is done when nothing of the device is left; what becomes of it is the caller's business. */
    public CompletableFuture<Void> stopped() {
        CompletableFuture<Void> theirs = new CompletableFuture<>();
        stopped.whenComplete((nothing, failure) -> {
            if (failure == null) {
                theirs.complete(null);
            } else {
                theirs.completeExceptionally(failure);
            }
        });
        return theirs;
    }

    /** Closes both sockets within their linger times. */
    public void close() {
        if (stopping.compareAndSet(false, true)) {
            closeSockets();
        }
        first.close();
        second.close();
    }

    private void socketCloses(SocketCore socket) {
        stop(ErrorCode.CLOSED.exception("the device has ended: its socket " + socket.name() + " was closed"));
    }

    /** A pump has failed, and ends. */
    void failed(Throwable failure) {
        stop(ErrorCode.INTERNAL.exception("the device has failed", failure));
    }

    /** Closing a listener can take a moment, so it is done where waiting is allowed. */
    private void stop(SpException why) {
        if (stopping.compareAndSet(false, true)) {
            cause = why;
            first.execute(this::closeSockets);
        }
    }

    private void closeSockets() {
        CompletableFuture.allOf(first.beginClose(), second.beginClose())
                .whenComplete((nothing, failure) -> first.execute(this::finish));
    }

    private void finish() {
        SpException why = cause;
        if (why == null) {
            stopped.complete(null);
        } else {
            stopped.completeExceptionally(why);
        }
    }

    /** One of the pumps is over; the sockets may end with the last. */
    void pumpOver() {
        if (pumps.decrementAndGet() == 0) {
            first.endBinding();
            if (second != first) {
                second.endBinding();
            }
        }
    }
}
