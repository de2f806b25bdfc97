package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketStats;
import java.time.Duration;

/** What a socket has counted: enough for a dashboard, and readable as it is. */
// prints: questions (req)
// prints:   sent      3 messages, 24 bytes
// prints:   received  3 messages, 18 bytes
// prints:   connects  1, reconnects 0, rejected 0, dial failures 0
// prints: 1 pipe, 0 messages dropped
public final class Statistics {
    public static void main(String[] args) {
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.builder().name("questions").dial(rep.url()).open()) {
            rep.serve(question -> Message.of("42"), 4);
            for (int i = 0; i < 3; i++) {
                req.request("why?", Duration.ofSeconds(10));
            }
            SocketStats stats = req.stats();
            // toString() has a line for each pipe, too, with its random number
            stats.toString().lines().limit(4).forEach(System.out::println);
            long dropped =
                    stats.drops().values().stream().mapToLong(Long::longValue).sum();
            System.out.println(stats.pipes().size() + " pipe, " + dropped + " messages dropped");
        }
    }
}
