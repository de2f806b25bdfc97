package io.sp4j.bench.run;

import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.plan.Variant;
import io.sp4j.bench.plan.Workload;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** From what the parties counted to the figures of a round, each for one message. */
final class Figures {

    private Figures() {}

    static Map<String, Double> of(Workload workload, Variant variant, Map<String, Map<String, Double>> parties)
            throws IOException {
        Map<String, Double> listen = parties.get("listen");
        Map<String, Double> dial = parties.get("dial");
        Map<String, Double> counted = workload.counted() == Workload.Side.LISTEN ? listen : dial;
        double rate = perSecond(counted, "msgs");
        if (rate == 0) {
            throw new IOException("nothing arrived within the measured time");
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put(Metric.RATE.key(), rate);
        boolean oneProcess = variant.transport() == Transport.INPROC;
        both(figures, "cpu_us", listen, dial, rate, oneProcess);
        both(figures, "alloc_bytes", listen, dial, rate, oneProcess);
        for (String key : new String[] {"p50", "p99", "p999"}) {
            if (counted.containsKey(key + "_ns")) {
                figures.put(key + "_us", counted.get(key + "_ns") / 1e3);
            }
        }
        if (workload.metrics().contains(Metric.LOST)) {
            double sent = perSecond(listen, "msgs") * workload.deliveries(variant);
            figures.put(Metric.LOST.key(), sent == 0 ? 0 : Math.max(0, 100 * (1 - rate / sent)));
        }
        return figures;
    }

    /** Within one process each party sees what both have used. */
    private static void both(
            Map<String, Double> figures,
            String key,
            Map<String, Double> listen,
            Map<String, Double> dial,
            double rate,
            boolean oneProcess) {
        if (!listen.containsKey(key)) {
            return;
        }
        double listening = perSecond(listen, key) / rate;
        double dialing = perSecond(dial, key) / rate;
        figures.put(key, oneProcess ? listening : listening + dialing);
        if (!oneProcess) {
            figures.put("listen_" + key, listening);
            figures.put("dial_" + key, dialing);
        }
    }

    private static double perSecond(Map<String, Double> party, String key) {
        return party.getOrDefault(key, 0.0) / party.get("seconds");
    }
}
