package io.sp4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Main class: measures the libraries in interleaved rounds and prints a table for each workload. */
public final class Bench {

    private Bench() {}

    /** Exit codes: 0 measured, 1 something that was asked for could not be measured, 2 wrong arguments. */
    public static void main(String[] args) throws InterruptedException {
        Settings settings;
        try {
            settings = Settings.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Settings.USAGE);
            System.exit(2);
            return;
        }
        try {
            measure(settings);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void measure(Settings settings) throws IOException, InterruptedException {
        Map<Peer, String> versions = prepared(settings);
        List<Peer> peers = List.copyOf(versions.keySet());
        System.out.println("beside each other: " + String.join(", ", versions.values()));
        Results results = new Results();
        for (Workload workload : settings.workloads()) {
            List<Peer> able = peers.stream().filter(peer -> peer.runs(workload)).toList();
            for (int round = 1; round <= settings.rounds(); round++) {
                for (Peer peer : able) {
                    System.err.printf(
                            "%s, round %d of %d: %s%n", workload.title(), round, settings.rounds(), peer.name());
                    results.add(workload, peer, Round.run(peer, workload, settings));
                }
            }
            System.out.println();
            System.out.print(Table.of(workload, able, results));
        }
        if (settings.json().isPresent()) {
            Files.writeString(settings.json().get(), Json.of(settings, versions, results));
        }
    }

    /** The peers with their versions; one that was not asked for by name may be missing. */
    private static Map<Peer, String> prepared(Settings settings) throws IOException, InterruptedException {
        boolean asked = !settings.peers().isEmpty();
        Map<Peer, String> versions = new LinkedHashMap<>();
        for (Peer peer : asked ? settings.peers() : Peers.ALL) {
            try {
                peer.prepare();
                versions.put(peer, Round.version(peer, settings));
            } catch (IOException e) {
                if (asked) {
                    throw new IOException(peer.name() + " cannot be measured here: " + e.getMessage(), e);
                }
                System.err.println(peer.name() + " is left out: " + e.getMessage());
            }
        }
        return versions;
    }
}
