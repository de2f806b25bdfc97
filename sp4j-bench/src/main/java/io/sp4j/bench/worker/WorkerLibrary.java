package io.sp4j.bench.worker;

/** What a Java library has to offer to be measured. */
interface WorkerLibrary {

    /** Name and number, such as {@code jeromq 0.6.0}. */
    String version();

    /** A socket of the wanted kind, listening or dialing as the arguments say; queues of about 1,000 messages. */
    WorkerSocket open(PartyArgs args);

    /** A listening socket that answers requests with their own bytes, {@code n} at once, on threads of the library. */
    default WorkerSocket serve(PartyArgs args, Lane lane) {
        throw new UnsupportedOperationException("has no contexts");
    }

    /** A socket with {@code n} requests outstanding for ever, each answer counted and followed by the next request. */
    default void ask(PartyArgs args, byte[] body, Lane lane) {
        throw new UnsupportedOperationException("has no contexts");
    }
}
