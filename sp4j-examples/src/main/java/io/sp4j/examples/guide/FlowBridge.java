package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import java.time.Duration;

/** A bridge from one pipeline to another by reactive streams: it asks for a message when the one before is accepted. */
// prints: 1 2 3
public final class FlowBridge {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        try (Push0 source = Push0.listening("inproc://here");
                Pull0 in = Pull0.dialing("inproc://here");
                Push0 out = Push0.listening("tcp://127.0.0.1:0");
                Pull0 sink =
                        Pull0.builder().dial(out.url()).recvTimeout(patience).open()) {
            in.asPublisher().subscribe(out.asSubscriber());
            for (int i = 1; i <= 3; i++) {
                source.send(Message.of(String.valueOf(i)));
            }
            System.out.println(sink.recv().text() + " " + sink.recv().text() + " "
                    + sink.recv().text());
        }
    }
}
