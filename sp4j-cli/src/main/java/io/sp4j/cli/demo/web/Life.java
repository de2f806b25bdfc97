package io.sp4j.cli.demo.web;

import io.sp4j.SpSocket;
import java.time.Duration;
import java.util.List;

/** What a station is while it is up: its sockets. Its threads end when they are closed. */
@FunctionalInterface
interface Life {

    /** The same ones all the time. */
    List<SpSocket> sockets();

    /** Ends it as the death of a process would: nothing is waited for. */
    default void end() {
        sockets().forEach(socket -> socket.close(Duration.ZERO));
    }
}
