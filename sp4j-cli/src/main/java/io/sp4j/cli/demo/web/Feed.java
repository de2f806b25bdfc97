package io.sp4j.cli.demo.web;

import io.sp4j.Message;
import io.sp4j.Pub0;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Publishes a snapshot several times a second, to whoever listens. */
final class Feed implements AutoCloseable {
    private static final long PERIOD_MILLIS = 200;
    private static final int SNAPSHOTS_QUEUED = 8;

    private final Pub0 socket;
    private final Observer observer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Feed::thread);

    /** Publishes on a socket that is its own from now on. */
    Feed(Pub0 socket, Observer observer) {
        this.socket = socket;
        this.observer = observer;
        clock.scheduleWithFixedDelay(this::publish, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What the socket of a feed is made with. */
    static Pub0.Builder builder() {
        return Pub0.builder().name("demo-feed").sendBuffer(SNAPSHOTS_QUEUED);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "sp4j-demo-feed");
        thread.setDaemon(true);
        return thread;
    }

    private void publish() {
        socket.send(Message.of(SnapshotJson.of(observer.look(System.nanoTime()))));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        socket.close();
    }
}
