package io.sp4j.examples.processes;

import io.sp4j.Sub0;
import java.time.Duration;

/** Follows the scores until the match is over. */
// needs: Publisher
// prints: score 1:0
// prints: score 1:1
// prints: score final
public final class Subscriber {
    public static void main(String[] args) {
        // The topic is set before it dials, so that nothing is missed once it is connected.
        try (Sub0 sub = Sub0.builder()
                .topics("score")
                .recvTimeout(Duration.ofSeconds(10))
                .dial(args[0])
                .open()) {
            String score;
            do {
                score = sub.recv().text();
                System.out.println(score);
            } while (!score.equals("score final"));
        }
    }
}
