package io.sp4j.examples.seed;

import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import java.time.Duration;

/** A question and its answer. */
// prints: random.random()
// prints: 4
public final class ReqRep {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Rep0 rep = Rep0.builder()
                        .listen("tcp://127.0.0.1:0")
                        .recvTimeout(patience)
                        .open();
                Req0 req = Req0.builder().dial(rep.url()).recvTimeout(patience).open()) {
            req.send("random.random()");
            Message question = rep.recv();
            System.out.println(question.text());
            rep.send("4"); // guaranteed to be random
            System.out.println(req.recv().text());
        }
    }
}
