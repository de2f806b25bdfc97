package io.sp4j.examples.seed;

import io.sp4j.Bus0;
import io.sp4j.SpException;
import java.time.Duration;

/** A hub and two leaves: a message reaches those that are directly connected, and nobody beyond. */
// prints: s1 got: hello buddies
// prints: s2 got: hello buddies
// prints: s0 got: hi s0
// prints: s2 is not connected directly to s1!
public final class Bus {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Bus0 s0 = Bus0.builder()
                        .listen("tcp://127.0.0.1:0")
                        .recvTimeout(patience)
                        .open();
                Bus0 s1 = Bus0.builder().dial(s0.url()).recvTimeout(patience).open();
                Bus0 s2 = Bus0.builder().dial(s0.url()).recvTimeout(patience).open()) {
            s0.awaitPipes(2, patience);
            s0.send("hello buddies");
            System.out.println("s1 got: " + s1.recv().text());
            System.out.println("s2 got: " + s2.recv().text());
            s1.send("hi s0");
            System.out.println("s0 got: " + s0.recv().text());
            try {
                s2.recv(Duration.ofMillis(100));
            } catch (SpException.Timeout e) {
                System.out.println("s2 is not connected directly to s1!");
            }
        }
    }
}
