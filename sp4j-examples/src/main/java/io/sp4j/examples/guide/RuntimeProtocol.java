package io.sp4j.examples.guide;

import io.sp4j.Message;
import io.sp4j.Option;
import io.sp4j.Options;
import io.sp4j.Protocol;
import io.sp4j.Receiver;
import io.sp4j.Sender;
import io.sp4j.SpSocket;
import java.time.Duration;

/** For tools: the protocol and the options are known only when the program runs. */
// prints: push (80) talks to pull (81)
// prints: can push send: true, receive: false
// prints: recv-buffer 5 on pull: 5
// prints: pull received: from a tool
public final class RuntimeProtocol {
    public static void main(String[] args) {
        Protocol mine = args.length > 0 ? Protocol.valueOf(args[0]) : Protocol.PUSH0;
        Protocol theirs = mine.peer();
        System.out.println(mine.wireName() + " (" + mine.number() + ") talks to " + theirs.wireName() + " ("
                + theirs.number() + ")");
        try (SpSocket a = mine.builder().listen("inproc://tool").open();
                SpSocket b = theirs.builder().dial("inproc://tool").open()) {
            System.out.println("can " + mine.wireName() + " send: " + (a instanceof Sender) + ", receive: "
                    + (a instanceof Receiver));
            set(b, Options.RECV_BUFFER, "5");
            System.out.println("recv-buffer 5 on " + theirs.wireName() + ": " + b.get(Options.RECV_BUFFER));
            if (a instanceof Sender sender && b instanceof Receiver receiver) {
                sender.send("from a tool");
                Message message = receiver.recv(Duration.ofSeconds(10));
                System.out.println(theirs.wireName() + " received: " + message.text());
            }
        }
    }

    /** As a command line would: the value is text, the option checks it. */
    private static <T> void set(SpSocket socket, Option<T> option, String text) {
        socket.set(option, option.parse(text));
    }
}
