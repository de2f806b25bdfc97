package io.sp4j.examples.guide;

import io.sp4j.Bus0;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Four nodes, each connected with every other one: what one says, all others hear once. */
// prints: node 0 hears 3 others: [node 1 is up, node 2 is up, node 3 is up]
// prints: node 1 hears 3 others: [node 0 is up, node 2 is up, node 3 is up]
// prints: node 2 hears 3 others: [node 0 is up, node 1 is up, node 3 is up]
// prints: node 3 hears 3 others: [node 0 is up, node 1 is up, node 2 is up]
public final class BusMesh {
    public static void main(String[] args) {
        Duration patience = Duration.ofSeconds(10);
        List<Bus0> nodes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Bus0 node = Bus0.builder()
                    .listen("tcp://127.0.0.1:0")
                    .recvTimeout(patience)
                    .open();
            nodes.forEach(other -> node.dial(other.url()));
            nodes.add(node);
        }
        nodes.forEach(node -> node.awaitPipes(3, patience));
        for (int i = 0; i < 4; i++) {
            nodes.get(i).send("node " + i + " is up");
        }
        for (int i = 0; i < 4; i++) {
            Bus0 node = nodes.get(i);
            List<String> heard = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                heard.add(node.recv().text());
            }
            heard.sort(null);
            System.out.println("node " + i + " hears " + heard.size() + " others: " + heard);
        }
        nodes.forEach(Bus0::close);
    }
}
