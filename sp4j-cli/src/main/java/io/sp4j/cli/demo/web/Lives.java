package io.sp4j.cli.demo.web;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pub0;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketBuilder;
import io.sp4j.Sub0;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The lives that there are, one for each role. */
final class Lives {
    private static final Duration RECONNECT_MIN = Duration.ofMillis(50);
    private static final Duration RECONNECT_MAX = Duration.ofMillis(500);
    private static final long SLOWNESS_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final int QUEUE = 256;
    private static final int QUESTIONS_AT_ONCE = 64;
    private static final int ANSWERS_AT_ONCE = 4;

    private Lives() {}

    /** Makes work and hands it out. */
    static Life producer(Station self, Pace pace, Stopwatch watch, List<Place> workers) {
        Push0 socket = dialing(Push0.builder().sendBuffer(QUEUE), self, workers).open();
        Pace.Share share = pace.share(1);
        Loop.start(self.id(), () -> {
            for (int i = share.await(); i > 0; i--) {
                socket.send(watch.start());
            }
        });
        return () -> List.of(socket);
    }

    /** Takes work and hands on what is done. */
    static Life worker(Station self, Place place, Place collector) {
        Pull0 in = Pull0.builder().name(self.id()).recvBuffer(QUEUE).open();
        place.listen(in);
        Push0 out = dialing(Push0.builder().sendBuffer(QUEUE), self, List.of(collector))
                .open();
        Loop.start(self.id(), () -> {
            Message message = in.recv();
            dawdle(self);
            out.send(message);
        });
        return () -> List.of(in, out);
    }

    /** Receives all that is done. */
    static Life collector(Station self, Stopwatch watch, Place place) {
        Pull0 socket = Pull0.builder().name(self.id()).recvBuffer(QUEUE).open();
        place.listen(socket);
        Loop.start(self.id(), () -> watch.stop(socket.recv()));
        return () -> List.of(socket);
    }

    /** Tells everybody. */
    static Life publisher(Station self, Pace pace, Stopwatch watch, List<Place> subscribers) {
        Pub0 socket =
                dialing(Pub0.builder().sendBuffer(QUEUE), self, subscribers).open();
        Pace.Share share = pace.share(1);
        Loop.start(self.id(), () -> {
            for (int i = share.await(); i > 0; i--) {
                socket.send(watch.start());
            }
        });
        return () -> List.of(socket);
    }

    /** Listens to everything. */
    static Life subscriber(Station self, Stopwatch watch, Place place) {
        Sub0 socket =
                Sub0.builder().name(self.id()).recvBuffer(QUEUE).topics("").open();
        place.listen(socket);
        Loop.start(self.id(), () -> {
            watch.stop(socket.recv());
            dawdle(self);
        });
        return () -> List.of(socket);
    }

    /** Asks questions, not more than so many at once, and waits for every answer. */
    static Life asker(Station self, Pace pace, Stopwatch watch, List<Place> answerers) {
        Req0 socket = dialing(Req0.builder(), self, answerers).open();
        Pace.Share share = pace.share(0.5);
        AtomicInteger open = new AtomicInteger();
        Loop.start(self.id(), () -> {
            for (int i = share.await(); i > 0 && open.get() < QUESTIONS_AT_ONCE; i--) {
                open.incrementAndGet();
                socket.requestAsync(watch.start(), Options.FOREVER).whenComplete((answer, failure) -> {
                    open.decrementAndGet();
                    if (answer != null) {
                        watch.stop(answer);
                    }
                });
            }
        });
        return () -> List.of(socket);
    }

    /** Answers questions with themselves. */
    static Life answerer(Station self, Place place) {
        Rep0 socket = Rep0.builder().name(self.id()).open();
        place.listen(socket);
        socket.serve(
                question -> {
                    dawdle(self);
                    return question;
                },
                ANSWERS_AT_ONCE);
        return () -> List.of(socket);
    }

    private static <B extends SocketBuilder<?, B>> B dialing(B builder, Station self, List<Place> places) {
        builder.name(self.id()).reconnect(RECONNECT_MIN, RECONNECT_MAX);
        places.forEach(place -> builder.dial(place.url(), DialMode.BACKGROUND));
        return builder;
    }

    private static void dawdle(Station self) {
        if (self.isSlow()) {
            LockSupport.parkNanos(SLOWNESS_NANOS);
        }
    }
}
