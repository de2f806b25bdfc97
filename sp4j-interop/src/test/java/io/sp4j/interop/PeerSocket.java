package io.sp4j.interop;

/** One socket of a peer. Calls block for a minute at most, then they fail; each may come from another thread. */
interface PeerSocket extends AutoCloseable {

    /** Listens, and answers where: a free port in the place of port 0. */
    String listen(String url);

    /** Dials in the background. */
    void dial(String url);

    /** Waits until one connection is up on this side. */
    void awaitPipe();

    /** Sends one message. */
    void send(byte[] body);

    /** Receives one message. */
    byte[] recv();

    @Override
    void close();
}
