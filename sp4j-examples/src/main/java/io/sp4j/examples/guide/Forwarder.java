package io.sp4j.examples.guide;

import io.sp4j.Device;
import io.sp4j.Protocol;
import io.sp4j.Pub0;
import io.sp4j.RawSocket;
import io.sp4j.Sub0;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A device between publishers and subscribers, which then need not know each other; a tap shows what passes. */
// prints: the subscriber got: news: rain at noon
// prints: the tap saw: FORWARD news: rain at noon
public final class Forwarder {
    public static void main(String[] args) throws Exception {
        Duration patience = Duration.ofSeconds(10);
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RawSocket fromPublishers = RawSocket.open(Protocol.SUB0);
                RawSocket toSubscribers = RawSocket.open(Protocol.PUB0)) {
            String in = fromPublishers.listen("tcp://127.0.0.1:0").url();
            String out = toSubscribers.listen("tcp://127.0.0.1:0").url();
            try (Device device = Device.start(fromPublishers, toSubscribers);
                    Pub0 pub = Pub0.dialing(in);
                    Sub0 sub = Sub0.builder().topics("news").dial(out).open()) {
                device.onMessage((direction, message) -> seen.complete(direction + " " + message.text()));
                fromPublishers.awaitPipes(1, patience);
                toSubscribers.awaitPipes(1, patience);
                pub.send("news: rain at noon");
                System.out.println("the subscriber got: " + sub.recv(patience).text());
                System.out.println("the tap saw: " + seen.get(10, TimeUnit.SECONDS));
            }
        }
    }
}
