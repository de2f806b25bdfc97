package io.sp4j.bench.report;

import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Transport;
import java.util.List;

/**
 * What sp4j has to reach, and what it wants to: figures of the machine they were set on, and ratios, which hold anywhere.
 *
 * @param scale turns the metric into the unit of {@code must} and {@code goal}; rates of bytes multiply by the size
 * @param zmq what must hold and the goal beside libzmq, in times better; 0 is none, {@link #AHEAD} is any
 */
record Target(
        String title,
        String workload,
        Transport transport,
        int size,
        int count,
        Metric metric,
        double scale,
        String unit,
        double must,
        double goal,
        double zmq,
        double zmqGoal,
        double nng,
        double nngGoal) {

    static final double AHEAD = 1.0001;

    private static final Transport TCP = Transport.TCP;

    static final List<Target> ALL = List.of(
            rate("64 B one way, tcp", "one-way", TCP, 64, 1, 1e-6, "M msg/s", 11, 16, 2.7, 4, 65, 95),
            rate("1 KiB one way, tcp", "one-way", TCP, 1 << 10, 1, 1024e-9, "GB/s", 2.4, 3.4, 4, 5.5, 20, 27),
            rate("64 KiB one way, tcp", "one-way", TCP, 64 << 10, 1, 65536e-9, "GB/s", 3.0, 4.0, 1.5, 2, 2.6, 3.5),
            rate("1 MiB one way, tcp", "one-way", TCP, 1 << 20, 1, 1048576e-9, "GB/s", 3.3, 3.9, 0.9, 1.1, 1.6, 2),
            time("64 B round trip, tcp", "round-trip", TCP, 75, 60, 1 / 0.6, 2, 1 / 0.45, 1 / 0.35),
            time("the same, low latency", "low-latency", TCP, 15, 10, 1 / 0.12, 1 / 0.08, 1 / 0.09, 1 / 0.06),
            time("64 B round trip, ipc, low latency", "low-latency", Transport.IPC, 12, 8, 0, 0, 0, 0),
            rate(
                    "fan-out to 8, 64 B",
                    "fan-out",
                    TCP,
                    64,
                    8,
                    1e-6,
                    "M deliveries/s",
                    13,
                    19,
                    AHEAD,
                    AHEAD,
                    AHEAD,
                    AHEAD),
            rate(
                    "16 requesters at once",
                    "requesters",
                    TCP,
                    64,
                    16,
                    1e-3,
                    "k trips/s",
                    55,
                    70,
                    AHEAD,
                    AHEAD,
                    AHEAD,
                    AHEAD),
            rate("64 B one way, inproc", "one-way", Transport.INPROC, 64, 1, 1e-6, "M msg/s", 15, 25, 2.6, 4, 58, 95),
            time("64 B round trip, inproc", "round-trip", Transport.INPROC, 51, 51, 1 / 0.76, 1 / 0.76, 2, 2),
            cost(
                    "allocated for a message received, 64 B",
                    "one-way",
                    1,
                    Metric.LISTEN_ALLOCATED,
                    "B",
                    128,
                    96,
                    0,
                    0,
                    0,
                    0),
            cost("an idle connection of 10,000", "idle", 10_000, Metric.RSS, "KiB", 4, 2.5, 1 / 0.17, 10, 1, 1 / 0.8));

    private static Target rate(
            String title,
            String workload,
            Transport transport,
            int size,
            int count,
            double scale,
            String unit,
            double must,
            double goal,
            double zmq,
            double zmqGoal,
            double nng,
            double nngGoal) {
        return new Target(
                title,
                workload,
                transport,
                size,
                count,
                Metric.RATE,
                scale,
                unit,
                must,
                goal,
                zmq,
                zmqGoal,
                nng,
                nngGoal);
    }

    private static Target time(
            String title,
            String workload,
            Transport transport,
            double must,
            double goal,
            double zmq,
            double zmqGoal,
            double nng,
            double nngGoal) {
        return new Target(
                title, workload, transport, 64, 1, Metric.P50, 1, "µs", must, goal, zmq, zmqGoal, nng, nngGoal);
    }

    private static Target cost(
            String title,
            String workload,
            int count,
            Metric metric,
            String unit,
            double must,
            double goal,
            double zmq,
            double zmqGoal,
            double nng,
            double nngGoal) {
        return new Target(title, workload, TCP, 64, count, metric, 1, unit, must, goal, zmq, zmqGoal, nng, nngGoal);
    }

    /** The part of what is wanted that has been reached: 1 and more is met. */
    double reached(double measured, double wanted) {
        return metric.moreIsBetter() ? measured / wanted : wanted / measured;
    }
}
