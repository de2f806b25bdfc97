package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Pub0;
import io.sp4j.SocketEvent;
import io.sp4j.Sub0;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A number in each message lets a subscriber see what it has missed. */
// prints: missed 1 to 97
// prints: message 98
// prints: message 99
// prints: message 100
public final class SequenceNumbers {
    public static void main(String[] args) throws Exception {
        Duration patience = Duration.ofSeconds(10);
        AtomicLong lost = new AtomicLong();
        CountDownLatch overflowed = new CountDownLatch(1);
        try (Pub0 pub = Pub0.listening("tcp://127.0.0.1:0");
                Sub0 sub = Sub0.builder()
                        .topics("")
                        .recvBuffer(3)
                        .recvTimeout(patience)
                        .onEvent(SocketEvent.MessagesDropped.class, event -> {
                            if (lost.addAndGet(event.count()) == 97) {
                                overflowed.countDown();
                            }
                        })
                        .dial(pub.url())
                        .open()) {
            pub.awaitPipes(1, patience);
            for (long number = 1; number <= 100; number++) {
                pub.send(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
            }
            overflowed.await(10, TimeUnit.SECONDS); // so that this program prints the same each time
            long expected = 1;
            while (expected <= 100) {
                Message message = sub.recv();
                long number = message.buffer().getLong();
                if (number > expected) {
                    System.out.println("missed " + expected + " to " + (number - 1));
                }
                System.out.println("message " + number);
                expected = number + 1;
            }
        }
    }
}
