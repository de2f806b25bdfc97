package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Pub0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Sub0;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** Who subscribes late asks for the last value first, then follows the changes. */
// prints: on joining: 21 degrees
// prints: then: 22 degrees
public final class LateJoiner {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        AtomicReference<Message> last = new AtomicReference<>(Message.of("unknown"));
        try (Pub0 changes = Pub0.listening("tcp://127.0.0.1:0");
                Rep0 lastValue = Rep0.listening("tcp://127.0.0.1:0")) {
            lastValue.serve(request -> last.get(), 4);
            publish(changes, last, "20 degrees");
            publish(changes, last, "21 degrees");

            // Subscribe before asking: a change in between then comes twice, rather than never.
            try (Sub0 sub = Sub0.builder()
                            .topics("")
                            .recvTimeout(patience)
                            .dial(changes.url())
                            .open();
                    Req0 req = Req0.dialing(lastValue.url())) {
                changes.awaitPipes(1, patience);
                System.out.println(
                        "on joining: " + req.request("now?", patience).text());
                publish(changes, last, "22 degrees");
                System.out.println("then: " + sub.recv().text());
            }
        }
    }

    private static void publish(Pub0 changes, AtomicReference<Message> last, String value) {
        Message message = Message.of(value);
        last.set(message);
        changes.send(message);
    }
}
