package io.sp4j.bench;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One measurement of one peer: starts its processes, collects their figures, ends them. */
final class Round {

    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final double START_SECONDS = 30;
    private static final long SETTLE_MILLIS = 500;

    /** Connections that load and compile the worker's code first: that memory is no cost of one more connection. */
    private static final int IDLE_WARMUP_CONNECTIONS = 1_000;

    private Round() {}

    static String version(Peer peer, Settings settings) throws IOException, InterruptedException {
        try (Worker worker = Worker.start(peer, Role.VERSION, "", settings)) {
            return worker.await(WorkerProtocol.VERSION, START_SECONDS);
        }
    }

    /** The figures by key: {@code recv.} is the listening side of a loaded workload, {@code send.} the dialing one. */
    static Map<String, Double> run(Peer peer, Workload workload, Settings settings)
            throws IOException, InterruptedException {
        try (Worker listener = Worker.start(peer, workload.listener(), ANY_PORT, settings)) {
            String url = listener.await(WorkerProtocol.READY, START_SECONDS);
            return workload.dialer().isPresent()
                    ? loaded(peer, workload.dialer().get(), listener, url, settings)
                    : idle(peer, listener, url, settings);
        }
    }

    private static Map<String, Double> loaded(Peer peer, Role dialing, Worker listener, String url, Settings settings)
            throws IOException, InterruptedException {
        double longest = START_SECONDS + settings.warmupSeconds() + settings.measureSeconds();
        Map<String, Double> figures = new TreeMap<>();
        try (Worker dialer = Worker.start(peer, dialing, url, settings)) {
            dialer.awaitResult(longest).forEach((key, value) -> figures.put("send." + key, value));
            listener.awaitResult(longest).forEach((key, value) -> figures.put("recv." + key, value));
        }
        return figures;
    }

    private static Map<String, Double> idle(Peer peer, Worker listener, String url, Settings settings)
            throws IOException, InterruptedException {
        int connections = settings.connections();
        Map<String, Double> figures = new TreeMap<>();
        try (IdleClients clients = new IdleClients()) {
            clients.open(url, IDLE_WARMUP_CONNECTIONS, peer.handshake());
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            Map<String, Double> without = listener.memory();
            clients.open(url, connections, peer.handshake());
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            Map<String, Double> with = listener.memory();
            figures.put("rss_kib_before", without.get("rss_kib"));
            figures.put("rss_kib_per_connection", (with.get("rss_kib") - without.get("rss_kib")) / connections);
            if (with.containsKey("heap_kib")) {
                figures.put("heap_kib_per_connection", (with.get("heap_kib") - without.get("heap_kib")) / connections);
            }
        }
        return figures;
    }
}
