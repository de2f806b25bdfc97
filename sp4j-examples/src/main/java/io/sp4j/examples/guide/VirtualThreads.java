package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Five hundred threads ask at the same time, each in plain blocking code: virtual ones where this Java has them. */
// prints: 500 of 500 threads got their answer
public final class VirtualThreads {
    public static void main(String[] args) throws Exception {
        ExecutorService threads = newExecutor();
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.dialing(rep.url())) {
            rep.serve(question -> Message.of("re " + question.text()), 16);
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String question = "question " + i;
                answers.add(threads.submit(() ->
                        req.request(question, Duration.ofSeconds(20)).text().equals("re " + question)));
            }
            int right = 0;
            for (Future<Boolean> answer : answers) {
                right += answer.get() ? 1 : 0;
            }
            System.out.println(right + " of 500 threads got their answer");
        }
        threads.shutdown();
    }

    /** Executors.newVirtualThreadPerTaskExecutor(), by name: this file is compiled for Java 17. */
    private static ExecutorService newExecutor() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool();
        }
    }
}
