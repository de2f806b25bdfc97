package io.sp4j.examples.processes;

import io.sp4j.Pub0;
import java.time.Duration;

/** Publishes the scores of a match as soon as somebody listens. */
// prints: listening at <url>
// prints: published 4 messages
public final class Publisher {
    public static void main(String[] args) {
        String address = args.length > 0 ? args[0] : "tcp://127.0.0.1:0";
        try (Pub0 pub = Pub0.listening(address)) {
            System.out.println("listening at " + pub.url());
            pub.awaitPipes(1, Duration.ofMinutes(10));
            pub.send("score 1:0");
            pub.send("weather: rain");
            pub.send("score 1:1");
            pub.send("score final");
            System.out.println("published 4 messages");
        }
    }
}
