package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Handlers, listeners and completions run where you say, never on a thread that does input and output. */
// prints: answered on the thread my-worker
public final class OwnExecutor {
    public static void main(String[] args) {
        ExecutorService mine = Executors.newSingleThreadExecutor(task -> new Thread(task, "my-worker"));
        try (Rep0 rep = Rep0.builder()
                        .executor(mine)
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Req0 req = Req0.dialing(rep.url())) {
            rep.serve(
                    request -> Message.of(
                            "answered on the thread " + Thread.currentThread().getName()),
                    1);
            System.out.println(
                    req.request("who are you?", Duration.ofSeconds(10)).text());
        }
        mine.shutdown();
    }
}
