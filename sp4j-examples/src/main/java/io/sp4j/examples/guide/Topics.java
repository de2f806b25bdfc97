package io.sp4j.examples.guide;

import io.sp4j.Pub0;
import io.sp4j.Sub0;
import java.time.Duration;

/** Topics are prefixes, taken and given back at any time; a context has topics and a queue of its own. */
// prints: the socket: weather/rome 24
// prints: the context: news/all quiet
// prints: the socket, without rome: weather/oslo -3
public final class Topics {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Pub0 pub = Pub0.listening("tcp://127.0.0.1:0");
                Sub0 sub = Sub0.builder()
                        .topics("weather/rome", "weather/oslo")
                        .recvTimeout(patience)
                        .dial(pub.url())
                        .open();
                Sub0.Context news = sub.openContext()) {
            news.subscribe("news/");
            pub.awaitPipes(1, patience);
            pub.send("weather/rome 24");
            pub.send("news/all quiet");
            System.out.println("the socket: " + sub.recv().text());
            System.out.println("the context: " + news.recv().text());
            sub.unsubscribe("weather/rome");
            pub.send("weather/rome 25");
            pub.send("weather/oslo -3");
            System.out.println("the socket, without rome: " + sub.recv().text());
        }
    }
}
