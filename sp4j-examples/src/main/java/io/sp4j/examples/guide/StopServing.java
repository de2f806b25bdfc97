package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Registration;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that stops serving still answers what its handlers have begun. */
// prints: the handler has begun
// prints: no new requests are taken
// prints: the answer came: done
public final class StopServing {
    public static void main(String[] args) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.builder()
                        .dial(rep.url())
                        .recvTimeout(Duration.ofSeconds(10))
                        .open()) {
            Registration serving = rep.serve(
                    request -> {
                        begun.countDown();
                        goOn.await(10, TimeUnit.SECONDS);
                        return Message.of("done");
                    },
                    1);
            CompletableFuture<Message> answer = req.requestAsync("something long");
            begun.await(10, TimeUnit.SECONDS);
            System.out.println("the handler has begun");
            serving.close();
            System.out.println("no new requests are taken");
            goOn.countDown();
            System.out.println("the answer came: " + answer.join().text());
        }
    }
}
