package io.sp4j.bench;

import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Variant;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.plan.Workloads;
import io.sp4j.bench.result.Cell;
import io.sp4j.bench.result.Machine;
import io.sp4j.bench.result.PeerInfo;
import io.sp4j.bench.result.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run that nobody measured: every variant, three peers, three rounds. */
public final class Example {

    private static final List<String> PEERS = List.of("sp4j", "nng", "c");

    private Example() {}

    public static Run run() {
        List<Cell> cells = new ArrayList<>();
        for (Workload workload : Workloads.ALL) {
            for (Variant variant : workload.variants()) {
                PEERS.forEach(peer -> cells.add(cell(workload, variant, peer)));
            }
        }
        List<PeerInfo> peers = List.of(
                new PeerInfo("sp4j", "sp4j 1", "", ""),
                new PeerInfo("nng", "nng 2 <&>", "", ""),
                new PeerInfo("c", "plain C sockets", "", ""),
                new PeerInfo("zmq", "", "cc: no such file", "apt-get install libzmq3-dev"));
        Machine machine =
                new Machine("a \"fast\" one", 2, "virtual machine", "", 4096, "Linux", "Linux 6", "JVM 17.0.1+2", 0.5);
        return new Run("2026-01-02T03:04:05Z", "./sp4j bench", "abc", machine, 3, 5, 1, 2, 600, peers, cells);
    }

    private static Cell cell(Workload workload, Variant variant, String peer) {
        String why = workload.notOffered(peer).orElse("");
        List<Map<String, Double>> rounds = new ArrayList<>();
        for (int round = 1; why.isEmpty() && round <= 3; round++) {
            Map<String, Double> figures = new LinkedHashMap<>();
            for (Metric metric : workload.metrics()) {
                figures.put(metric.key(), 10.0 * (PEERS.indexOf(peer) + 1) * round * variant.count());
            }
            rounds.add(figures);
        }
        return new Cell(workload.name(), variant.transport(), variant.size(), variant.count(), peer, rounds, why);
    }
}
