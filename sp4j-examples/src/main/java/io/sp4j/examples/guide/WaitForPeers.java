package io.sp4j.examples.guide;

import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.Pair0;
import java.time.Duration;

/** Dial before anybody listens, and wait until the connection is there instead of guessing how long that takes. */
// prints: before: 0 pipes, the dialer is not up
// prints: after: 1 pipe, the dialer is UP
// prints: shall we?
public final class WaitForPeers {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        Pair0.Builder eager =
                Pair0.builder().recvTimeout(patience).reconnect(Duration.ofMillis(10), Duration.ofMillis(50));
        try (Pair0 early = eager.open();
                Pair0 late = eager.open()) {
            Dialer dialer = early.dial("inproc://dance", DialMode.BACKGROUND);
            System.out.println("before: " + early.pipes().size() + " pipes, the dialer is "
                    + (dialer.state() == Dialer.State.UP ? "UP" : "not up"));
            late.listen("inproc://dance");
            dialer.awaitConnected(patience);
            late.awaitPipes(1, patience);
            System.out.println("after: " + early.pipes().size() + " pipe, the dialer is " + dialer.state());
            early.send("shall we?");
            System.out.println(late.recv().text());
        }
    }
}
