package io.sp4j.bench.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * The contract between the bench and its workers, whatever their language.
 *
 * <pre>
 * arguments   ROLE key=value ...                one party; "--" and another one: both in this process, for inproc
 *             version
 * keys        listen= or dial=                  the URL; port 0 when listening
 *             kind=                             pair pub sub push pull req rep
 *             size=                             bytes of a body
 *             n=                                a dialing party's sockets; requests at once of serve and ask
 *             threads=                          on which the sockets are spread; each thread takes its own in turn
 *             active=                           how many of the n sockets are used; all, unless given
 *             topics=                           subscriptions; 0 is one to everything
 *             spin=1                            spend processor time for latency, where the library can
 *             keys=                             a directory with cert.pem and key.pem, for TLS
 *             warmup= measure=                  seconds; warming up begins with a party's first message, measuring lasts
 *                                               until at least one has been counted
 * stdout      VERSION name number
 *             READY url                         each party once it is open, with the real port; then it waits
 *             RESULT listen|dial key=number ... each party once; idle for each line of stdin
 *             FAILED why                        it cannot, and ends
 * stdin       the first line starts all parties; its end is the worker's end: until then a party goes on, so that its
 *             partner is never starved
 * figures     msgs seconds cpu_us alloc_bytes   within the measured time; processor time and allocation (Java, Go) are those
 *                                               of the whole process; a round trip counts as one message
 *             p50_ns p99_ns p999_ns             trip, ask, connect
 *             rss_kib heap_kib                  idle
 * </pre>
 */
public final class WorkerLines {

    public static final String VERSION = "VERSION ";
    public static final String READY = "READY ";
    public static final String RESULT = "RESULT ";
    public static final String FAILED = "FAILED ";
    public static final String NEXT_PARTY = "--";

    private WorkerLines() {}

    /** Reads the {@code key=number} words of a result. */
    public static Map<String, Double> parseFigures(String text) {
        Map<String, Double> figures = new TreeMap<>();
        for (String pair : text.trim().split(" +")) {
            int equals = pair.indexOf('=');
            figures.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
        }
        return figures;
    }
}
