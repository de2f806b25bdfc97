package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Pair0;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A receive that is given up takes no message with it. */
// prints: given up: true
// prints: the next receive gets: not lost
public final class Cancel {
    public static void main(String[] args) {
        try (Pair0 a = Pair0.listening("tcp://127.0.0.1:0");
                Pair0 b = Pair0.dialing(a.url())) {
            CompletableFuture<Message> givenUp = a.recvAsync();
            System.out.println("given up: " + givenUp.cancel(true));
            b.send("not lost");
            System.out.println(
                    "the next receive gets: " + a.recv(Duration.ofSeconds(10)).text());
        }
    }
}
