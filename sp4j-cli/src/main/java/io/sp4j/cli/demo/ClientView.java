package io.sp4j.cli.demo;

/** What the demo knows of a client. Used by one thread. */
final class ClientView {
    final int number;
    final String transport;
    final Child child;
    boolean connected;
    boolean ended;
    boolean holds;
    boolean waits;
    boolean serverDied;
    long answersSinceRestart;
    long measuredNanos;
    Latencies latencies = new Latencies();
    long asked;
    long answered;

    ClientView(int number, String transport, Child child) {
        this.number = number;
        this.transport = transport;
        this.child = child;
    }

    /** Its question has been answered or given up. */
    void over() {
        waits = false;
        serverDied = false;
        answersSinceRestart++;
    }
}
