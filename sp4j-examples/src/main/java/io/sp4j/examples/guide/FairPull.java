package io.sp4j.examples.guide;

import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.SpException;
import java.time.Duration;

/** A puller takes from all pushers in turn: one that shouts without end does not drown out one that whispers. */
// prints: the first to be heard: SHOUT
// prints: and then, among more shouts: whisper
public final class FairPull {
    public static void main(String[] args) throws Exception {
        Duration patience = Duration.ofSeconds(20);
        try (Pull0 pull = Pull0.builder()
                        .listen("tcp://127.0.0.1:0")
                        .recvTimeout(patience)
                        .open();
                Push0 loud = Push0.dialing(pull.url());
                Push0 quiet = Push0.dialing(pull.url())) {
            Thread shouting = new Thread(() -> shout(loud));
            shouting.start();
            System.out.println("the first to be heard: " + pull.recv().text());
            quiet.send("whisper");
            String heard;
            do {
                heard = pull.recv().text();
            } while (heard.equals("SHOUT"));
            System.out.println("and then, among more shouts: " + heard);
            loud.close(Duration.ZERO);
            shouting.join();
        }
    }

    private static void shout(Push0 loud) {
        try {
            while (true) {
                loud.send("SHOUT");
            }
        } catch (SpException.Closed e) {
            // enough
        }
    }
}
