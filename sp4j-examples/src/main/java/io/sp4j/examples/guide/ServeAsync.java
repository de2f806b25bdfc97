package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A handler that answers later: it returns a stage and holds no thread while it waits for something else. */
// prints: the price of tea is 3
public final class ServeAsync {
    public static void main(String[] args) {
        CompletableFuture<Integer> database = new CompletableFuture<>();
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.builder()
                        .dial(rep.url())
                        .recvTimeout(Duration.ofSeconds(10))
                        .open()) {
            rep.serveAsync(
                    question ->
                            database.thenApply(price -> Message.of("the price of " + question.text() + " is " + price)),
                    100);
            CompletableFuture<Message> answer = req.requestAsync("tea");
            database.complete(3);
            System.out.println(answer.join().text());
        }
    }
}
