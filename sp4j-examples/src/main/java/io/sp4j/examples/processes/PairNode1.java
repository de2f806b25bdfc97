package io.sp4j.examples.processes;

import io.sp4j.Pair0;
import java.time.Duration;

/** The other of two processes that talk with each other: this one dials. */
// needs: PairNode0
// prints: echo of are you there?
// prints: echo of good bye
public final class PairNode1 {
    public static void main(String[] args) {
        try (Pair0 pair = Pair0.builder()
                .dial(args[0])
                .recvTimeout(Duration.ofSeconds(10))
                .open()) {
            pair.send("are you there?");
            System.out.println(pair.recv().text());
            pair.send("good bye");
            System.out.println(pair.recv().text());
        }
    }
}
