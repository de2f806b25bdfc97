package io.sp4j.examples.processes;

import io.sp4j.Bus0;
import java.time.Duration;

/** The other of two processes on a bus: this one dials. */
// needs: BusStation
// prints: heard: hello from the station
public final class BusStop {
    public static void main(String[] args) {
        try (Bus0 bus = Bus0.dialing(args[0])) {
            System.out.println("heard: " + bus.recv(Duration.ofSeconds(10)).text());
            bus.send("hello from the bus stop");
        }
    }
}
