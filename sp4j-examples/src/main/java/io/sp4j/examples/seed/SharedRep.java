package io.sp4j.examples.seed;

import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What not to do: ten threads share one REP socket. It does no harm, and nine are told what to do instead. */
// prints: nine threads end with BadState:
// prints: shared: recv: another receive waits here already, open a context for each thread or use serve
// prints: the tenth: I've got your response right here, pal!
// prints: the tenth: Closed
public final class SharedRep {
    public static void main(String[] args) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        CompletionService<SpException> ends = new ExecutorCompletionService<>(threads);
        try (Rep0 rep =
                Rep0.builder().name("shared").listen("tcp://127.0.0.1:0").open()) {
            for (int i = 0; i < 10; i++) {
                ends.submit(() -> serviceReqs(rep));
            }
            SpException end = ends.take().get();
            for (int i = 1; i < 9; i++) {
                end = ends.take().get();
            }
            System.out.println("nine threads end with " + end.getClass().getSimpleName() + ":");
            System.out.println(end.getMessage());
            try (Req0 req = Req0.dialing(rep.url())) {
                System.out.println("the tenth: "
                        + req.request("anybody?", Duration.ofSeconds(10)).text());
            }
        }
        System.out.println("the tenth: " + ends.take().get().getClass().getSimpleName());
        threads.shutdown();
    }

    private static SpException serviceReqs(Rep0 rep) {
        try {
            while (true) {
                rep.recv();
                rep.send("I've got your response right here, pal!");
            }
        } catch (SpException e) {
            return e;
        }
    }
}
