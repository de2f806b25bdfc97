package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A handler that throws: the server goes on, the failure is an event and a log line, and the asker gets no answer. */
// prints: the server is told: NumberFormatException
// prints: who asked nonsense: Timeout
// prints: the next one: 49
public final class HandlerFails {
    public static void main(String[] args) throws Exception {
        CompletableFuture<SocketEvent.CallbackFailed> failed = new CompletableFuture<>();
        try (Rep0 rep = Rep0.builder()
                        .listen("tcp://127.0.0.1:0")
                        .onEvent(SocketEvent.CallbackFailed.class, failed::complete)
                        .open();
                Req0 req = Req0.dialing(rep.url())) {
            rep.serve(request -> square(Integer.parseInt(request.text())), 1);
            CompletableFuture<Message> nonsense = req.requestAsync("seven", Duration.ofMillis(500));
            System.out.println("the server is told: "
                    + failed.get(10, TimeUnit.SECONDS).error().getClass().getSimpleName());
            System.out.println("who asked nonsense: "
                    + nonsense.handle((answer, e) -> e instanceof SpException.Timeout ? "Timeout" : "?")
                            .join());
            System.out.println(
                    "the next one: " + req.request("7", Duration.ofSeconds(10)).text());
        }
    }

    private static Message square(int n) {
        return Message.of(String.valueOf(n * n));
    }
}
