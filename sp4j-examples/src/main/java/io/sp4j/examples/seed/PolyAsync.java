package io.sp4j.examples.seed;

import io.sp4j.Pair1;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One polyamorous pair socket answers two peers without a thread that waits for them. */
// prints: s1 got: hey, you said hello from s1
// prints: s2 got: hey, you said hello from s2
public final class PolyAsync {
    public static void main(String[] args) {
        Pair1.Builder poly = Pair1.builder().polyamorous().recvTimeout(Duration.ofSeconds(10));
        try (Pair1 s0 = poly.open();
                Pair1 s1 = poly.open();
                Pair1 s2 = poly.open()) {
            String url = s0.listen("tcp://127.0.0.1:0").url();
            s1.dial(url);
            s2.dial(url);
            CompletableFuture<Void> one = answerNext(s0);
            CompletableFuture<Void> other = answerNext(s0);
            s1.sendAsync("hello from s1")
                    .thenCompose(sent -> s1.recvAsync())
                    .thenAccept(answer -> System.out.println("s1 got: " + answer.text()))
                    .thenCompose(printed -> s2.sendAsync("hello from s2"))
                    .thenCompose(sent -> s2.recvAsync())
                    .thenAccept(answer -> System.out.println("s2 got: " + answer.text()))
                    .join();
            CompletableFuture.allOf(one, other).join();
        }
    }

    private static CompletableFuture<Void> answerNext(Pair1 socket) {
        return socket.recvAsync().thenCompose(message -> message.pipe().sendAsync("hey, you said " + message.text()));
    }
}
