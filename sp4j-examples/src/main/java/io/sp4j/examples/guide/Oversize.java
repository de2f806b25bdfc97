package io.sp4j.examples.guide;

import io.sp4j.Pair0;
import io.sp4j.SocketEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A message above the limit is never taken: its connection ends, and that is told, not hidden. */
// prints: MESSAGE_TOO_LARGE
// prints: within the limit: 1000 bytes
public final class Oversize {
    public static void main(String[] args) throws Exception {
        CompletableFuture<SocketEvent.PipeDetached> told = new CompletableFuture<>();
        try (Pair0 careful = Pair0.builder()
                        .recvMaxSize(1000)
                        .onEvent(SocketEvent.PipeDetached.class, told::complete)
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Pair0 careless = Pair0.builder()
                        .reconnect(Duration.ofMillis(10), Duration.ofMillis(100))
                        .dial(careful.url())
                        .open()) {
            careless.send(new byte[2000]);
            System.out.println(told.get(10, TimeUnit.SECONDS).reason());
            careful.awaitPipes(1, Duration.ofSeconds(10)); // the dialer is back soon
            careless.send(new byte[1000]);
            System.out.println(
                    "within the limit: " + careful.recv(Duration.ofSeconds(10)).length() + " bytes");
        }
    }
}
