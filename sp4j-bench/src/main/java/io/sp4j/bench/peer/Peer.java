package io.sp4j.bench.peer;

import io.sp4j.bench.plan.Role;
import io.sp4j.bench.plan.Transport;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A messaging library to be measured, or a floor: how its worker processes start and what they cannot do. */
public interface Peer {

    /** Short name, as on the command line. */
    String name();

    /** Makes the worker runnable; the exception's message says why it cannot be run here. */
    void prepare() throws IOException, InterruptedException;

    /** How to make it runnable where it is not. */
    String howToGet();

    /** The worker's command line up to the role; {@link io.sp4j.bench.plan.WorkerLines} says what follows. */
    List<String> command(Role role);

    /** Whether its code is compiled while it runs, so that it needs the long warm-up. */
    default boolean warmsUp() {
        return false;
    }

    /** Why it is not measured over that transport, if it is not. */
    Optional<String> notOffered(Transport transport);

    /** How a bare TCP client greets this library's REP listener. */
    Handshake handshake();
}
