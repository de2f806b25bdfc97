package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A server goes away and comes back at the same address; the client does nothing about it and gets its answer. */
// prints: the first server takes the question and goes away
// prints: the second one answers: 42
public final class Reconnect {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(20);
        try (Req0 req = Req0.builder()
                .reconnect(Duration.ofMillis(10), Duration.ofMillis(100))
                .open()) {
            String url;
            CompletableFuture<Message> answer;
            try (Rep0 first = Rep0.listening("tcp://127.0.0.1:0")) {
                url = first.url();
                req.dial(url);
                answer = req.requestAsync("what is the answer?", patience);
                first.recv(patience);
                System.out.println("the first server takes the question and goes away");
            }
            try (Rep0 second = Rep0.listening(url)) {
                second.serve(question -> Message.of("42"), 1);
                System.out.println("the second one answers: " + answer.join().text());
            }
        }
    }
}
