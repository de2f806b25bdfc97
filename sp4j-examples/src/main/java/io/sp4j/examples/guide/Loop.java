package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Pull0;
import io.sp4j.Push0;

/** A loop over everything that comes, until the socket is closed. */
// prints: one
// prints: two
// prints: that was the last
// prints: the loop has ended
public final class Loop {
    public static void main(String[] args) {
        try (Pull0 pull = Pull0.listening("tcp://127.0.0.1:0");
                Push0 push = Push0.dialing(pull.url())) {
            push.send("one");
            push.send("two");
            push.send("that was the last");
            for (Message message : pull.messages()) {
                System.out.println(message.text());
                if (message.startsWith("that was")) {
                    pull.close(); // here or in any other thread
                }
            }
            System.out.println("the loop has ended");
        }
    }
}
