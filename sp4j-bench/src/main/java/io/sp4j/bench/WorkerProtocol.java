package io.sp4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The contract between the bench and its workers, and its Java side; {@code peer.h} is the C side.
 *
 * <pre>
 * arguments   ROLE [URL [SIZE WARMUP_SECONDS MEASURE_SECONDS]], seconds may be decimals
 * stdout      VERSION name number               version
 *             READY url                         a listening role, once it listens, with the real port
 *             RESULT key=number key=number ...  a loaded role once; idle-listen for each line of stdin
 * stdin       its end is the worker's end: until then a loaded role goes on, so that its partner is never starved
 * time        WARMUP_SECONDS, then MEASURE_SECONDS, both counted by each process from its own first message
 * keys        msgs seconds                      loaded roles; a round trip counts as one message
 *             msgs_per_s cpu_us_per_msg
 *             alloc_bytes_per_msg               Java only
 *             p50_ns p99_ns p999_ns             rtt-client, of single round trips
 *             rss_kib                           idle-listen
 *             heap_kib                          idle-listen, Java only, live after a collection
 * </pre>
 */
final class WorkerProtocol {

    static final String VERSION = "VERSION ";
    static final String READY = "READY ";
    static final String RESULT = "RESULT ";

    /** How many subscribers a fan-out has. */
    static final int SUBSCRIBERS = 8;

    private static final long LONGEST_ROUND_TRIP_NANOS = 60_000_000_000L;

    private final WorkerLibrary library;
    private final String url;
    private final byte[] body;
    private final double warmupSeconds;
    private final double measureSeconds;

    private WorkerProtocol(WorkerLibrary library, String[] args) {
        this.library = library;
        url = args.length > 1 ? args[1] : "";
        body = new byte[args.length > 2 ? Integer.parseInt(args[2]) : 64];
        warmupSeconds = args.length > 3 ? Double.parseDouble(args[3]) : 1;
        measureSeconds = args.length > 4 ? Double.parseDouble(args[4]) : 1;
    }

    /** The whole main method of a Java worker; returns only for the role that asks for the version. */
    static void run(WorkerLibrary library, String[] args) {
        Role role = Role.named(args.length > 0 ? args[0] : "");
        WorkerProtocol worker = new WorkerProtocol(library, args);
        if (role != Role.VERSION && role != Role.IDLE_LISTENER) {
            Thread watcher = new Thread(WorkerProtocol::endWithStdin, "end-with-stdin");
            watcher.setDaemon(true);
            watcher.start();
        }
        try {
            worker.play(role);
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    /** Reads what follows {@link #RESULT}. */
    static Map<String, Double> parseFigures(String text) {
        Map<String, Double> figures = new TreeMap<>();
        for (String pair : text.trim().split(" +")) {
            int equals = pair.indexOf('=');
            figures.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
        }
        return figures;
    }

    private void play(Role role) {
        switch (role) {
            case VERSION -> say(VERSION + library.version());
            case ONE_WAY_RECEIVER -> receive(announced(library.listen(url)));
            case ONE_WAY_SENDER -> send(library.dial(url));
            case ROUND_TRIP_ECHO -> echo(announced(library.listen(url)));
            case ROUND_TRIP_CLIENT -> roundTrips(library.dial(url));
            case FAN_OUT_PUBLISHER -> send(announced(library.publish(url, SUBSCRIBERS)));
            case FAN_OUT_SUBSCRIBERS -> FanOut.receive(library, url, body.length, warmupSeconds, measureSeconds);
            case IDLE_LISTENER -> {
                announced(library.listenForMany(url));
                reportMemoryOnDemand();
            }
        }
    }

    private void receive(WorkerSocket socket) {
        check(socket.recv());
        Meter meter = new Meter(body.length, warmupSeconds, measureSeconds);
        while (true) {
            for (int i = 0; i < meter.stride(); i++) {
                check(socket.recv());
            }
            if (meter.advance(meter.stride(), System.nanoTime())) {
                say(RESULT + meter.report());
            }
        }
    }

    private void send(WorkerSocket socket) {
        socket.send(body);
        Meter meter = new Meter(body.length, warmupSeconds, measureSeconds);
        while (true) {
            for (int i = 0; i < meter.stride(); i++) {
                socket.send(body);
            }
            if (meter.advance(meter.stride(), System.nanoTime())) {
                say(RESULT + meter.report());
            }
        }
    }

    private void echo(WorkerSocket socket) {
        check(socket.echo());
        Meter meter = new Meter(body.length, warmupSeconds, measureSeconds);
        while (true) {
            check(socket.echo());
            if (meter.advance(1, System.nanoTime())) {
                say(RESULT + meter.report());
            }
        }
    }

    private void roundTrips(WorkerSocket socket) {
        Histogram nanos = new Histogram(LONGEST_ROUND_TRIP_NANOS, 3);
        socket.send(body);
        check(socket.recv());
        Meter meter = new Meter(body.length, warmupSeconds, measureSeconds);
        while (true) {
            long before = System.nanoTime();
            socket.send(body);
            check(socket.recv());
            long after = System.nanoTime();
            if (meter.isMeasuring()) {
                nanos.recordValue(Math.min(after - before, LONGEST_ROUND_TRIP_NANOS));
            }
            if (meter.advance(1, after)) {
                say(RESULT + meter.report() + " p50_ns=" + nanos.getValueAtPercentile(50) + " p99_ns="
                        + nanos.getValueAtPercentile(99) + " p999_ns=" + nanos.getValueAtPercentile(99.9));
            }
        }
    }

    private void check(int bodyBytes) {
        if (bodyBytes != body.length) {
            throw new IllegalStateException("received " + bodyBytes + " bytes instead of " + body.length);
        }
    }

    private static WorkerSocket announced(WorkerSocket socket) {
        say(READY + socket.url());
        return socket;
    }

    private static void reportMemoryOnDemand() {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            while (lines.readLine() != null) {
                long heap = ProcessUsage.liveHeapKib();
                say(RESULT + "rss_kib=" + ProcessUsage.rssKib() + " heap_kib=" + heap);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void endWithStdin() {
        try {
            while (System.in.read() >= 0) {
                // whatever is written to a loaded role means nothing
            }
        } catch (IOException e) {
            // the same as its end
        }
        Runtime.getRuntime().halt(0);
    }

    static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
