package io.sp4j.examples.guide;

import io.sp4j.Pair0;
import io.sp4j.SocketEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What happens to a socket, told as it happens. */
// prints: a peer came: PipeAttached
// prints: a second one was refused: BUSY
// prints: the first has gone: PEER_CLOSED
public final class Events {
    public static void main(String[] args) throws Exception {
        BlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();
        try (Pair0 host = Pair0.builder()
                        .onEvent(SocketEvent.class, events::add)
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Pair0 first = Pair0.dialing(host.url())) {
            System.out.println("a peer came: " + next(events).getClass().getSimpleName());
            try (Pair0 second = Pair0.dialing(host.url())) {
                SocketEvent.PipeRejected rejected = (SocketEvent.PipeRejected) next(events);
                System.out.println("a second one was refused: " + rejected.reason());
            }
            first.close();
            SocketEvent event = next(events);
            while (event instanceof SocketEvent.PipeRejected) {
                event = next(events); // the second one may have tried again before it was closed
            }
            System.out.println("the first has gone: " + ((SocketEvent.PipeDetached) event).reason());
        }
    }

    private static SocketEvent next(BlockingQueue<SocketEvent> events) throws InterruptedException {
        SocketEvent event = events.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new IllegalStateException("nothing happens");
        }
        return event;
    }
}
