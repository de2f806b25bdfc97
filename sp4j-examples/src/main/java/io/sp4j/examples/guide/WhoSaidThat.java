package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Pair1;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every message knows the connection that it came over, and a connection keeps notes of yours. */
// prints: ann said: I am ann, then: hello
// prints: bob said: I am bob, then: hello
public final class WhoSaidThat {
    public static void main(String[] args) {
        Pair1.Builder poly = Pair1.builder().polyamorous().recvTimeout(Duration.ofSeconds(10));
        List<String> heard = new ArrayList<>();
        try (Pair1 host = poly.open();
                Pair1 ann = poly.open();
                Pair1 bob = poly.open()) {
            String url = host.listen("tcp://127.0.0.1:0").url();
            ann.dial(url);
            bob.dial(url);
            ann.send("I am ann");
            bob.send("I am bob");
            ann.send("hello");
            bob.send("hello");
            for (int i = 0; i < 4; i++) {
                Message message = host.recv();
                Object introduction = message.pipe().attributes().putIfAbsent("introduction", message.text());
                if (introduction != null) { // what one peer says comes in order
                    String name = introduction.toString().substring("I am ".length());
                    heard.add(name + " said: " + introduction + ", then: " + message.text());
                }
            }
        }
        heard.stream().sorted().forEach(System.out::println);
    }
}
