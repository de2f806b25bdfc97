package io.sp4j.examples.seed;

import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.stream.Stream;

/** Two messages for two pullers: each gets one. */
// prints: hi some node
// prints: hi some other node
// prints: pull0 gets no second message: they are dealt out in turn
public final class PushPull {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Push0 push = Push0.listening("tcp://127.0.0.1:0")) {
            Pull0.Builder builder = Pull0.builder().dial(push.url()).recvTimeout(patience);
            try (Pull0 pull0 = builder.open();
                    Pull0 pull1 = builder.open()) {
                push.awaitPipes(2, patience);
                push.send("hi some node");
                push.send("hi some other node");
                // Which of the two is first in turn is not promised.
                Stream.of(pull0.recv().text(), pull1.recv().text()).sorted().forEach(System.out::println);
                try {
                    pull0.recv(Duration.ofMillis(100));
                } catch (SpException.Timeout e) {
                    System.out.println("pull0 gets no second message: they are dealt out in turn");
                }
            }
        }
    }
}
