package io.sp4j.examples.processes;

import io.sp4j.Push0;
import java.time.Duration;

/** Hands out a hundred bricks as soon as there is somebody to lay them. */
// prints: listening at <url>
// prints: 100 bricks handed out
public final class Foreman {
    public static void main(String[] args) {
        String address = args.length > 0 ? args[0] : "tcp://127.0.0.1:0";
        try (Push0 push = Push0.listening(address)) {
            System.out.println("listening at " + push.url());
            push.awaitPipes(1, Duration.ofMinutes(10));
            for (int i = 1; i <= 100; i++) {
                push.send("brick " + i);
            }
            System.out.println("100 bricks handed out");
        } // close() writes what was accepted
    }
}
