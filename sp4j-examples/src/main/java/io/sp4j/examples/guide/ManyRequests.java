package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A thousand requests under way at once on one socket; every answer finds its question. */
// prints: 1000 answers, all to the right question
public final class ManyRequests {
    public static void main(String[] args) {
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.builder()
                        .dial(rep.url())
                        .recvTimeout(Duration.ofSeconds(20))
                        .open()) {
            rep.serve(request -> Message.of("re: " + request.text()), 8);
            List<CompletableFuture<Boolean>> answers = IntStream.range(0, 1000)
                    .mapToObj(i -> req.requestAsync("question " + i)
                            .thenApply(answer -> answer.text().equals("re: question " + i)))
                    .toList();
            long right = answers.stream().filter(CompletableFuture::join).count();
            System.out.println(right + " answers, all to the right question");
        }
    }
}
