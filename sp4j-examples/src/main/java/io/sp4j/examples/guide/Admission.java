package io.sp4j.examples.guide;

import io.sp4j.Pair1;
import io.sp4j.SocketEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Decide about each connection before it is used: here two guests are enough. */
// prints: two are in the room
// prints: the third: REFUSED
public final class Admission {
    public static void main(String[] args) throws Exception {
        CompletableFuture<SocketEvent.PipeRejected> rejected = new CompletableFuture<>();
        Pair1.Builder builder = Pair1.builder().polyamorous();
        try (Pair1 room = builder.open();
                Pair1 one = builder.open();
                Pair1 two = builder.open();
                Pair1 three = builder.open()) {
            room.onAttach(pipe -> room.pipes().size() < 2);
            room.onEvent(SocketEvent.PipeRejected.class, rejected::complete);
            String url = room.listen("tcp://127.0.0.1:0").url();
            one.dial(url);
            room.awaitPipes(1, Duration.ofSeconds(10));
            two.dial(url);
            room.awaitPipes(2, Duration.ofSeconds(10));
            System.out.println("two are in the room");
            three.dial(url);
            System.out.println(
                    "the third: " + rejected.get(10, TimeUnit.SECONDS).reason());
        }
    }
}
