package io.sp4j.examples.seed;

import io.sp4j.Message;
import io.sp4j.Pair0;
import java.time.Duration;

/** Two sockets talk with each other through futures: no thread waits but the one that joins the last of them. */
// prints: hello s1
// prints: hi old buddy s0, great to see ya
public final class PairAsync {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Pair0 s0 = Pair0.builder()
                        .listen("tcp://127.0.0.1:0")
                        .recvTimeout(patience)
                        .open();
                Pair0 s1 = Pair0.builder().dial(s0.url()).recvTimeout(patience).open()) {
            s0.sendAsync("hello s1")
                    .thenCompose(sent -> s1.recvAsync())
                    .thenAccept(PairAsync::print)
                    .thenCompose(printed -> s1.sendAsync("hi old buddy s0, great to see ya"))
                    .thenCompose(sent -> s0.recvAsync())
                    .thenAccept(PairAsync::print)
                    .join();
        }
    }

    private static void print(Message message) {
        System.out.println(message.text());
    }
}
