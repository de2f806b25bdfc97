package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A worker dies with a job in its hands: where each job must be done, a request does what a push cannot promise. */
// prints: the first worker takes a job and dies
// prints: the other has done [job 1, job 2, job 3, job 4]
public final class DyingWorker {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        TreeSet<String> done = new TreeSet<>();
        try (Req0 boss = Req0.builder()
                        .listen("tcp://127.0.0.1:0")
                        .recvTimeout(patience)
                        .open();
                Rep0 frail =
                        Rep0.builder().dial(boss.url()).recvTimeout(patience).open()) {
            var results = IntStream.rangeClosed(1, 4)
                    .mapToObj(i -> boss.requestAsync("job " + i))
                    .toList();
            frail.recv();
            System.out.println("the first worker takes a job and dies");
            frail.close(Duration.ZERO);
            try (Rep0 sturdy = Rep0.dialing(boss.url())) {
                sturdy.serve(job -> job, 1);
                results.stream().map(CompletableFuture::join).map(Message::text).forEach(done::add);
            }
        }
        System.out.println("the other has done " + done);
    }
}
