package io.sp4j.bench;

import java.io.IOException;
import java.util.List;

/** A messaging library to be measured: how its worker processes start and how its idle clients shake hands. */
interface Peer {

    /** Short name, as on the command line. */
    String name();

    /** Makes the worker runnable; the exception's message says why it cannot be run here. */
    void prepare() throws IOException, InterruptedException;

    /** The worker's command line up to the role; {@link WorkerProtocol} says what follows. */
    List<String> command(Role role);

    /** Whether its worker has the roles of this workload. */
    boolean runs(Workload workload);

    /** How a bare TCP client greets this library's REP listener. */
    Handshake handshake();
}
