package io.sp4j.examples.guide;

import io.sp4j.Pub0;
import io.sp4j.SocketEvent;
import io.sp4j.Sub0;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two subscribers that leave after two and after three messages; the publisher is told, and nobody else notices. */
// prints: day 1: two listen
// prints: day 2: two listen
// prints: day 3: one listens
// prints: day 4: nobody listens, and that is no error
public final class SubscribersLeave {
    public static void main(String[] args) throws Exception {
        Duration patience = Duration.ofSeconds(10);
        BlockingQueue<SocketEvent> gone = new LinkedBlockingQueue<>();
        try (Pub0 pub = Pub0.builder()
                        .onEvent(SocketEvent.PipeDetached.class, gone::add)
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Sub0 two = Sub0.builder().topics("day").dial(pub.url()).open();
                Sub0 three = Sub0.builder().topics("day").dial(pub.url()).open()) {
            pub.awaitPipes(2, patience);
            for (int day = 1; day <= 2; day++) {
                pub.send("day " + day);
                two.recv(patience);
                System.out.println(three.recv(patience).text() + ": two listen");
            }
            two.close();
            gone.poll(10, TimeUnit.SECONDS);
            pub.send("day 3");
            System.out.println(three.recv(patience).text() + ": one listens");
            three.close();
            gone.poll(10, TimeUnit.SECONDS);
            pub.send("day 4");
            System.out.println("day 4: " + (pub.pipes().isEmpty() ? "nobody listens, and that is no error" : "?"));
        }
    }
}
