package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import java.util.stream.Collectors;

/** Messages as a stream: what it does not take stays in the socket. */
// prints: first three: 1, 4, 9
// prints: then: 16
public final class StreamOfMessages {
    public static void main(String[] args) {
        try (Pull0 pull = Pull0.listening("tcp://127.0.0.1:0");
                Push0 push = Push0.dialing(pull.url())) {
            for (int i = 1; i <= 4; i++) {
                push.send(String.valueOf(i * i));
            }
            System.out.println(
                    "first three: " + pull.stream().limit(3).map(Message::text).collect(Collectors.joining(", ")));
            System.out.println("then: " + pull.recv().text());
        }
    }
}
