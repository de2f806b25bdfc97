package io.sp4j.examples.seed;

import io.sp4j.Pair0;
import java.time.Duration;

/** Two sockets talk with each other, both ways. */
// prints: hello s1
// prints: hi old buddy s0, great to see ya
public final class PairSync {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Pair0 s0 = Pair0.builder()
                        .listen("tcp://127.0.0.1:0")
                        .recvTimeout(patience)
                        .open();
                Pair0 s1 = Pair0.builder().dial(s0.url()).recvTimeout(patience).open()) {
            s0.send("hello s1");
            System.out.println(s1.recv().text());
            s1.send("hi old buddy s0, great to see ya");
            System.out.println(s0.recv().text());
        }
    }
}
