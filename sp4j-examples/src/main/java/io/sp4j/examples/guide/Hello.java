package io.sp4j.examples.guide;

import io.sp4j.*;
import java.time.Duration;

/**
 * The program of the README: a question and its answer. It runs without being compiled first, by {@code java -cp sp4j.jar
 * Hello.java}; for JBang, {@code jbang --deps io.sp4j:sp4j:0.1.0-SNAPSHOT Hello.java} (not tried).
 */
// prints: 42
public class Hello {
    public static void main(String[] args) {
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.builder()
                        .dial(rep.url())
                        .recvTimeout(Duration.ofSeconds(1))
                        .open()) {
            rep.serve(question -> Message.of("42"), 4);
            System.out.println(req.request("what is the answer?").text());
        }
    }
}
