package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Four requests at once through one server socket: each waits inside the handler until all four are there. */
// prints: 1 squared is 1
// prints: 2 squared is 4
// prints: 3 squared is 9
// prints: 4 squared is 16
public final class WorkerPool {
    public static void main(String[] args) {
        CyclicBarrier together = new CyclicBarrier(4);
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.builder()
                        .dial(rep.url())
                        .recvTimeout(Duration.ofSeconds(10))
                        .open()) {
            rep.serve(
                    request -> {
                        together.await(10, TimeUnit.SECONDS);
                        int n = Integer.parseInt(request.text());
                        return Message.of(n + " squared is " + n * n);
                    },
                    4);
            List<CompletableFuture<String>> answers = IntStream.rangeClosed(1, 4)
                    .mapToObj(n -> req.requestAsync(String.valueOf(n)).thenApply(Message::text))
                    .toList();
            answers.forEach(answer -> System.out.println(answer.join()));
        }
    }
}
