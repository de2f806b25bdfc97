package io.sp4j.examples.processes;

import io.sp4j.Pull0;
import java.time.Duration;

/** Lays the bricks that a foreman hands out, up to the hundredth. */
// needs: Foreman
// prints: the wall has 100 bricks
public final class Bricklayer {
    public static void main(String[] args) {
        int bricks = 0;
        try (Pull0 pull = Pull0.builder()
                .dial(args[0])
                .recvTimeout(Duration.ofSeconds(10))
                .open()) {
            String brick;
            do {
                brick = pull.recv().text();
                bricks++;
            } while (!brick.equals("brick 100"));
        }
        System.out.println("the wall has " + bricks + " bricks");
    }
}
