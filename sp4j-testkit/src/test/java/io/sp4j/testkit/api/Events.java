package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.SocketEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The events of a socket, for a test to wait for. */
final class Events implements Consumer<SocketEvent> {
    private static final long LOOK_EVERY_NANOS = 1_000_000L;
    private final BlockingQueue<SocketEvent> queue = new LinkedBlockingQueue<>();

    @Override
    public void accept(SocketEvent event) {
        queue.add(event);
    }

    /** The next event, whatever it is. */
    SocketEvent next() throws InterruptedException {
        SocketEvent event = queue.poll(Over.HANG.toSeconds(), TimeUnit.SECONDS);
        assertThat(event).as("an event in time").isNotNull();
        return event;
    }

    /** The next event, which has this type. */
    <E extends SocketEvent> E next(Class<E> type) throws InterruptedException {
        SocketEvent event = next();
        assertThat(event).isInstanceOf(type);
        return type.cast(event);
    }

    /** The next event of this type; others before it are skipped. */
    <E extends SocketEvent> E await(Class<E> type) throws InterruptedException {
        for (SocketEvent event = next(); ; event = next()) {
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Waits until something is so that no event tells, such as a counter. */
    static void eventually(BooleanSupplier so) {
        long start = System.nanoTime();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as("waiting").isLessThan(Over.HANG.toNanos());
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
