package io.sp4j.examples.seed;

import io.sp4j.Pub0;
import io.sp4j.SpException;
import io.sp4j.Sub0;
import java.time.Duration;

/** Four subscribers: two with a topic each, one that takes everything, one that takes nothing. */
// prints: wolf: that is a big dog
// prints: puppy: that is a cute dog
// prints: puppy: that is a cute dog
// prints: wolf: that is a big dog
// prints: got a Timeout since sub3 had no subscriptions
public final class PubSub {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Pub0 pub = Pub0.listening("tcp://127.0.0.1:0")) {
            Sub0.Builder builder = Sub0.builder().dial(pub.url()).recvTimeout(patience);
            try (Sub0 sub0 = builder.open();
                    Sub0 sub1 = builder.open();
                    Sub0 sub2 = builder.open();
                    Sub0 sub3 = builder.open()) {
                sub0.subscribe("wolf");
                sub1.subscribe("puppy");
                sub2.subscribe(""); // every message begins with the empty text
                pub.awaitPipes(4, patience);

                pub.send("puppy: that is a cute dog");
                pub.send("wolf: that is a big dog");

                System.out.println(sub0.recv().text());
                System.out.println(sub1.recv().text());
                System.out.println(sub2.recv().text());
                System.out.println(sub2.recv().text());
                try {
                    sub3.recv(Duration.ofMillis(100));
                } catch (SpException.Timeout e) {
                    System.out.println("got a Timeout since sub3 had no subscriptions");
                }
            }
        }
    }
}
