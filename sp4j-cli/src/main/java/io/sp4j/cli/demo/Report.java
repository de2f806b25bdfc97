package io.sp4j.cli.demo;

import java.time.Duration;
import java.util.List;

/** What the demo shows, as text for people or as JSON. Called from one thread. */
interface Report {

    /** The server listens; {@code gap} is how long there was none, zero the first time. */
    void serverListens(long pid, List<String> urls, Duration gap);

    /** The server was killed while so many requests were under way. */
    void serverKilled(long pid, int underWay);

    void connected(ClientView client);

    void disconnected(ClientView client);

    void asked(ClientView client, long number, String question);

    /** An answer came; {@code survived} says that its question was asked of a server that died. */
    void answered(ClientView client, long number, String answer, Duration took, boolean survived);

    void lost(ClientView client, long number, String why);

    /** The measurement begins. */
    void measuring(int seconds);

    /** How fast it was, one row for each transport and one for the total. */
    void measured(List<Row> rows);

    /** What became of all requests. */
    void total(long asked, long answered, long survived);

    /**
     * A line of the table.
     *
     * @param transport its name, or total
     * @param clients how many clients
     * @param perSecond requests answered each second, by all of them together
     * @param p50 half of the requests took no longer
     * @param p99 99 of 100 requests took no longer
     */
    record Row(String transport, int clients, double perSecond, Duration p50, Duration p99) {}
}
