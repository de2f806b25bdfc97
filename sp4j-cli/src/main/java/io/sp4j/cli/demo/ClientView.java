package io.sp4j.cli.demo;

import java.time.Duration;

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
    long survived;

    ClientView(int number, String transport, Child child) {
        this.number = number;
        this.transport = transport;
        this.child = child;
    }

    /** Takes note of what the client said, and reports it; false when it makes no sense. */
    boolean hears(Event event, Report report, boolean serverReady) {
        switch (event.kind()) {
            case "up" -> {
                connected = true;
                report.connected(this);
            }
            case "down" -> {
                connected = false;
                if (!serverReady) {
                    report.disconnected(this);
                }
            }
            case "asked" -> {
                waits = true;
                report.asked(this, event.number(1), event.rest(2));
            }
            case "answered" -> hearsAnswer(event, report, serverDied && serverReady);
            case "lost" -> {
                report.lost(this, event.number(1), event.rest(2));
                over();
            }
            case "holds" -> holds = true;
            case "measured" -> {
                measuredNanos = event.number(1);
                latencies = Latencies.parse(event.word(2));
            }
            case "total" -> {
                asked = event.number(1);
                answered = event.number(2);
                ended = true;
            }
            default -> {
                return ended && event.isEnd();
            }
        }
        return true;
    }

    private void hearsAnswer(Event event, Report report, boolean outlived) {
        Duration took = Duration.ofNanos(1_000 * event.number(2));
        report.answered(this, event.number(1), event.rest(3), took, outlived);
        survived += outlived ? 1 : 0;
        over();
    }

    /** Its question has been answered or given up. */
    private void over() {
        waits = false;
        serverDied = false;
        answersSinceRestart++;
    }
}
