package io.sp4j.bench.worker;

/** One socket of the measured library in a worker process; a single thread uses it at a time. */
interface WorkerSocket {

    /** The URL that a dialer can use: of a listening socket with its real port. */
    String url();

    /** Sends the body, waiting while the library has no room; the array is never changed. */
    void send(byte[] body);

    /** Waits for a message and returns the bytes of its body. */
    int recv();

    /** Waits for a message, sends it back unchanged and returns the bytes of its body. */
    int echo();

    /** Ends it, without waiting for anything that is still to be sent. */
    void close();
}
