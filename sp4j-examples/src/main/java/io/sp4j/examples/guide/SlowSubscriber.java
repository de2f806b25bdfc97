package io.sp4j.examples.guide;

import io.sp4j.DropReason;
import io.sp4j.Pub0;
import io.sp4j.SocketEvent;
import io.sp4j.Sub0;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A subscriber that does not keep up: the publisher never waits, the oldest messages go, and each of them is counted. */
// prints: lost so far: 7
// prints: still there: tick 8, tick 9, tick 10
public final class SlowSubscriber {
    public static void main(String[] args) throws Exception {
        CountDownLatch lost = new CountDownLatch(7);
        Duration patience = Duration.ofSeconds(10);
        try (Pub0 pub = Pub0.listening("tcp://127.0.0.1:0");
                Sub0 sub = Sub0.builder()
                        .topics("tick")
                        .recvBuffer(3)
                        .recvTimeout(patience)
                        .onEvent(SocketEvent.MessagesDropped.class, event -> countDown(lost, event.count()))
                        .dial(pub.url())
                        .open()) {
            pub.awaitPipes(1, patience);
            for (int i = 1; i <= 10; i++) {
                pub.send("tick " + i);
            }
            lost.await(10, TimeUnit.SECONDS);
            System.out.println("lost so far: " + sub.stats().drops().get(DropReason.QUEUE_FULL));
            System.out.println("still there: " + sub.recv().text() + ", "
                    + sub.recv().text() + ", " + sub.recv().text());
        }
    }

    private static void countDown(CountDownLatch latch, long times) {
        for (long i = 0; i < times; i++) {
            latch.countDown();
        }
    }
}
