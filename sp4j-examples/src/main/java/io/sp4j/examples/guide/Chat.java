package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Pair1;
import io.sp4j.Pipe;
import java.time.Duration;

/** A chat room on one polyamorous pair socket: what one guest says, the others hear. */
// prints: bob hears: ann: hello
// prints: cid hears: ann: hello
// prints: ann hears: bob: hi ann
// prints: cid hears: bob: hi ann
// prints: the room has seen 3 guests come
public final class Chat {
    public static void main(String[] args) {
        Pair1.Builder guest = Pair1.builder().polyamorous().recvTimeout(Duration.ofSeconds(10));
        try (Pair1 room = guest.open();
                Pair1 ann = guest.open();
                Pair1 bob = guest.open();
                Pair1 cid = guest.open()) {
            String url = room.listen("tcp://127.0.0.1:0").url();
            ann.dial(url);
            bob.dial(url);
            cid.dial(url);
            room.awaitPipes(3, Duration.ofSeconds(10));
            ann.send("ann: hello");
            passOn(room);
            System.out.println("bob hears: " + bob.recv().text());
            System.out.println("cid hears: " + cid.recv().text());
            bob.send("bob: hi ann");
            passOn(room);
            System.out.println("ann hears: " + ann.recv().text());
            System.out.println("cid hears: " + cid.recv().text());
            System.out.println("the room has seen " + room.stats().connects() + " guests come");
        }
    }

    private static void passOn(Pair1 room) {
        Message said = room.recv();
        for (Pipe other : room.pipes()) {
            if (!other.equals(said.pipe())) {
                other.send(said);
            }
        }
    }
}
