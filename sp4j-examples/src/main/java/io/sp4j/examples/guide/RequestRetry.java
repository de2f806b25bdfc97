package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import java.time.Duration;

/** A request with a time limit, and again: the server does not know the answer in time until it is asked for the third time. */
// prints: attempt 1: no answer in time
// prints: attempt 2: no answer in time
// prints: attempt 3: forty-two
public final class RequestRetry {
    public static void main(String[] args) {
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.dialing(rep.url())) {
            // No answer is returned for the first two: a handler may decline by returning null.
            rep.serve(request -> request.text().endsWith("3") ? Message.of("forty-two") : null, 1);
            for (int attempt = 1; attempt <= 3; attempt++) {
                System.out.println("attempt " + attempt + ": " + ask(req, attempt));
            }
        }
    }

    /** The library repeats a request when its connection is lost; how often to repeat it for silence is up to you. */
    private static String ask(Req0 req, int attempt) {
        Duration time = Duration.ofMillis(attempt < 3 ? 100 : 10_000);
        try {
            return req.request("the answer, please, attempt " + attempt, time).text();
        } catch (SpException.Timeout e) {
            return "no answer in time";
        }
    }
}
