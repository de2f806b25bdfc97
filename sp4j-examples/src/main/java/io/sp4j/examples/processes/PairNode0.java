package io.sp4j.examples.processes;

import io.sp4j.Pair0;
import java.time.Duration;

/** One of two processes that talk with each other: this one listens, and sends back what it hears. */
// prints: listening at <url>
// prints: heard: are you there?
// prints: heard: good bye
public final class PairNode0 {
    public static void main(String[] args) {
        String address = args.length > 0 ? args[0] : "tcp://127.0.0.1:0";
        try (Pair0 pair = Pair0.listening(address)) {
            System.out.println("listening at " + pair.url());
            String heard;
            do {
                heard = pair.recv(Duration.ofMinutes(10)).text();
                System.out.println("heard: " + heard);
                pair.send("echo of " + heard);
            } while (!heard.equals("good bye"));
        }
    }
}
