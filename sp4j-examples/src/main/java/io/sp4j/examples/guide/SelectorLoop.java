package io.sp4j.examples.guide;

import io.sp4j.Pull0;
import io.sp4j.Push0;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Set;
import java.util.TreeSet;

/** One thread waits for two sockets by a selector, together with any other channels it may have. */
// prints: [apples: three, pears: two]
public final class SelectorLoop {
    public static void main(String[] args) throws Exception {
        Set<String> received = new TreeSet<>();
        try (Pull0 apples = Pull0.builder()
                        .name("apples")
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Pull0 pears = Pull0.builder()
                        .name("pears")
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Push0 orchard = Push0.dialing(apples.url());
                Push0 garden = Push0.dialing(pears.url());
                Selector selector = Selector.open();
                SelectableChannel applesReady = apples.recvReady();
                SelectableChannel pearsReady = pears.recvReady()) {
            applesReady.register(selector, SelectionKey.OP_READ, apples);
            pearsReady.register(selector, SelectionKey.OP_READ, pears);
            orchard.send("three");
            garden.send("two");
            while (received.size() < 2) {
                selector.select(key -> receive((Pull0) key.attachment(), received));
            }
        }
        System.out.println(received);
    }

    private static void receive(Pull0 pull, Set<String> received) {
        pull.tryRecv().ifPresent(message -> received.add(pull.name() + ": " + message.text()));
    }
}
