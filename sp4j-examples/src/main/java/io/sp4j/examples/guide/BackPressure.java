package io.sp4j.examples.guide;

import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.SpException;
import java.time.Duration;

/** A pusher is told when there is no room: nothing is lost, nothing piles up. */
// prints: without a puller, two are buffered: true true, the third has no room: false
// prints: and waiting for room ends with Timeout
// prints: one, two
// prints: now there is room: true
public final class BackPressure {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Push0 push =
                Push0.builder().listen("tcp://127.0.0.1:0").sendBuffer(2).open()) {
            System.out.println("without a puller, two are buffered: " + push.trySend("one") + " " + push.trySend("two")
                    + ", the third has no room: " + push.trySend("three"));
            try {
                push.send("three", Duration.ofMillis(50));
            } catch (SpException.Timeout e) {
                System.out.println("and waiting for room ends with Timeout");
            }
            try (Pull0 pull =
                    Pull0.builder().dial(push.url()).recvTimeout(patience).open()) {
                System.out.println(pull.recv().text() + ", " + pull.recv().text());
                System.out.println("now there is room: " + push.trySend("three"));
            }
        }
    }
}
