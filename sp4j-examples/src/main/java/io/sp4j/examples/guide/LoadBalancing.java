package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** One client, two servers: requests go to whichever is ready; when one goes, the other answers alone. */
// prints: two at once: by one server and by the other: [ants, bees]
// prints: after the ants have left: bees bees bees
public final class LoadBalancing {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        Rep0.Builder server = Rep0.builder().listen("tcp://127.0.0.1:0").recvTimeout(patience);
        try (Req0 req = Req0.builder().recvTimeout(patience).open();
                Rep0 bees = server.open()) {
            try (Rep0 ants = server.open()) {
                req.dial(ants.url());
                req.dial(bees.url());
                req.awaitPipes(2, patience);
                Stream<CompletableFuture<Message>> both = Stream.of(req.requestAsync("work"), req.requestAsync("work"));
                ants.recv(); // each has one: a server that is busy gets no second
                bees.recv();
                ants.send("ants");
                bees.send("bees");
                TreeSet<String> by = new TreeSet<>();
                both.forEach(answer -> by.add(answer.join().text()));
                System.out.println("two at once: by one server and by the other: " + by);
            }
            bees.serve(request -> Message.of("bees"), 1);
            System.out.println("after the ants have left: "
                    + req.request("work").text() + " " + req.request("work").text() + " "
                    + req.request("work").text());
        }
    }
}
