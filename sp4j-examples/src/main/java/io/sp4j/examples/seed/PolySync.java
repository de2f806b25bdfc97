package io.sp4j.examples.seed;

import io.sp4j.Message;
import io.sp4j.Pair1;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One polyamorous pair socket has two peers and answers each through the pipe that its message came from. */
// prints: hello from s1
// prints: hello from s2
// prints: hey s2
// prints: hey s1
public final class PolySync {
    public static void main(String[] args) {
        Pair1.Builder poly = Pair1.builder().polyamorous().recvTimeout(Duration.ofSeconds(10));
        try (Pair1 s0 = poly.open();
                Pair1 s1 = poly.open();
                Pair1 s2 = poly.open()) {
            String url = s0.listen("tcp://127.0.0.1:0").url();
            s1.dial(url);
            s2.dial(url);
            s1.send("hello from s1");
            s2.send("hello from s2");
            // Two peers, two connections: nobody promises whose message comes first.
            List<Message> messages = Stream.of(s0.recv(), s0.recv())
                    .sorted(Comparator.comparing(Message::text))
                    .toList();
            messages.forEach(message -> System.out.println(message.text()));
            messages.get(0).pipe().send("hey s1");
            messages.get(1).pipe().send("hey s2");
            System.out.println(s2.recv().text());
            System.out.println(s1.recv().text());
        }
    }
}
