package io.sp4j.examples.seed;

import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Ten threads serve one REP socket, each with a context of its own. */
// prints: question 1: I've got your response right here, pal!
// prints: question 2: I've got your response right here, pal!
// prints: question 3: I've got your response right here, pal!
public final class RepContexts {
    public static void main(String[] args) {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.dialing(rep.url())) {
            for (int i = 0; i < 10; i++) {
                Rep0.Context context = rep.openContext();
                threads.execute(() -> serviceReqs(context));
            }
            for (int i = 1; i <= 3; i++) {
                String answer =
                        req.request("question " + i, Duration.ofSeconds(10)).text();
                System.out.println("question " + i + ": " + answer);
            }
        }
        threads.shutdown();
    }

    private static void serviceReqs(Rep0.Context context) {
        try {
            while (true) {
                context.recv();
                context.send("I've got your response right here, pal!");
            }
        } catch (SpException.Closed e) {
            // the socket was closed, and its contexts with it: the work is done
        }
    }
}
