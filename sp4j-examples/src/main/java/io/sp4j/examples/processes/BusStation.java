package io.sp4j.examples.processes;

import io.sp4j.Bus0;
import java.time.Duration;

/** One of two processes on a bus: this one listens, says hello to whoever comes and hears what they say. */
// prints: listening at <url>
// prints: heard: hello from the bus stop
public final class BusStation {
    public static void main(String[] args) {
        String address = args.length > 0 ? args[0] : "tcp://127.0.0.1:0";
        try (Bus0 bus = Bus0.listening(address)) {
            System.out.println("listening at " + bus.url());
            bus.awaitPipes(1, Duration.ofMinutes(10));
            bus.send("hello from the station");
            System.out.println("heard: " + bus.recv(Duration.ofMinutes(10)).text());
        }
    }
}
