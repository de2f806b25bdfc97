package io.sp4j.bench;

import java.util.List;
import java.util.Optional;

/** What is measured with two processes, and the figures it gives; the first one is the one that ratios are made of. */
enum Workload {
    ONE_WAY(
            "one-way",
            Role.ONE_WAY_RECEIVER,
            Optional.of(Role.ONE_WAY_SENDER),
            List.of(
                    new Metric("recv.msgs_per_s", "M msg/s", 1e6),
                    new Metric("recv.cpu_us_per_msg", "recv us CPU/msg", 1),
                    new Metric("send.cpu_us_per_msg", "send us CPU/msg", 1),
                    new Metric("recv.alloc_bytes_per_msg", "recv alloc B/msg", 1),
                    new Metric("send.alloc_bytes_per_msg", "send alloc B/msg", 1))),
    ROUND_TRIP(
            "round-trip",
            Role.ROUND_TRIP_ECHO,
            Optional.of(Role.ROUND_TRIP_CLIENT),
            List.of(
                    new Metric("send.p50_ns", "p50 us", 1e3),
                    new Metric("send.p99_ns", "p99 us", 1e3),
                    new Metric("send.p999_ns", "p99.9 us", 1e3),
                    new Metric("send.cpu_us_per_msg", "client us CPU/trip", 1),
                    new Metric("send.alloc_bytes_per_msg", "client alloc B/trip", 1),
                    new Metric("recv.alloc_bytes_per_msg", "echo alloc B/trip", 1))),
    FAN_OUT(
            "fan-out",
            Role.FAN_OUT_PUBLISHER,
            Optional.of(Role.FAN_OUT_SUBSCRIBERS),
            List.of(
                    new Metric("send.msgs_per_s", "M deliveries/s", 1e6),
                    new Metric("send.cpu_us_per_msg", "subscribers us CPU/delivery", 1),
                    new Metric("recv.msgs_per_s", "M published/s", 1e6),
                    new Metric("recv.cpu_us_per_msg", "publisher us CPU/message", 1),
                    new Metric("recv.alloc_bytes_per_msg", "publisher alloc B/message", 1))),
    IDLE(
            "idle",
            Role.IDLE_LISTENER,
            Optional.empty(),
            List.of(
                    new Metric("rss_kib_per_connection", "RSS KiB/connection", 1),
                    new Metric("heap_kib_per_connection", "live heap KiB/connection", 1),
                    new Metric("rss_kib_before", "RSS MiB at the first 1000", 1024)));

    private final String title;
    private final Role listener;
    private final Optional<Role> dialer;
    private final List<Metric> metrics;

    Workload(String title, Role listener, Optional<Role> dialer, List<Metric> metrics) {
        this.title = title;
        this.listener = listener;
        this.dialer = dialer;
        this.metrics = metrics;
    }

    String title() {
        return title;
    }

    /** The worker that is started first. */
    Role listener() {
        return listener;
    }

    /** The worker that connects to it; empty where bare connections of the bench do. */
    Optional<Role> dialer() {
        return dialer;
    }

    List<Metric> metrics() {
        return metrics;
    }

    static Workload named(String title) {
        for (Workload workload : values()) {
            if (workload.title.equals(title)) {
                return workload;
            }
        }
        throw new IllegalArgumentException("unknown workload " + title);
    }
}
