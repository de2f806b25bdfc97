package io.sp4j.cli.demo.web;

import io.sp4j.Dialer;
import io.sp4j.PipeStats;
import io.sp4j.SocketStats;
import io.sp4j.cli.demo.Latencies;
import io.sp4j.cli.demo.web.Station.Counts;
import io.sp4j.cli.demo.web.Station.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Looks at a topology from time to time and makes snapshots of what has changed. Used by one thread. */
final class Observer {
    private final Topology topology;
    private final Log log;
    private final String run = UUID.randomUUID().toString();
    private final Map<Object, Long> before = new HashMap<>();
    private Map<Object, Long> now = new HashMap<>();
    private long lastNanos;
    private double seconds;
    private long number;

    /** The time is in nanoseconds, as that of {@link #look}. */
    Observer(Topology topology, Log log, long nowNanos) {
        this.topology = topology;
        this.log = log;
        this.lastNanos = nowNanos;
    }

    /** A snapshot; rates are those since the last one. */
    Snapshot look(long nowNanos) {
        seconds = Math.max(1e-3, (nowNanos - lastNanos) / 1e9);
        lastNanos = nowNanos;
        number++;
        Map<Station, Reading> readings = new HashMap<>();
        topology.stations().forEach(station -> readings.put(station, station.read()));
        Snapshot snapshot = new Snapshot(
                run,
                number,
                topology.pace().perSecond(),
                topology.pace().isPaused(),
                topology.stations().stream()
                        .map(station -> node(station, of(readings, station)))
                        .toList(),
                topology.links().stream()
                        .map(link -> wire(link, of(readings, link.from())))
                        .toList(),
                Stream.of(Lane.values()).map(this::track).toList(),
                log.last());
        before.clear();
        before.putAll(now);
        now = new HashMap<>();
        return snapshot;
    }

    private static Reading of(Map<Station, Reading> readings, Station station) {
        return Optional.ofNullable(readings.get(station)).orElseThrow();
    }

    private Snapshot.Node node(Station station, Reading reading) {
        Counts counts = reading.counts();
        long total = station.column() == 0 ? counts.sent() : counts.received();
        long queued = reading.sockets().stream()
                .mapToLong(stats -> stats.unread()
                        + stats.unsent()
                        + stats.pipes().stream().mapToLong(PipeStats::queued).sum())
                .sum();
        return new Snapshot.Node(
                station.id(),
                station.name(),
                station.lane(),
                station.column(),
                station.tricks(),
                reading.up(),
                station.isSlow(),
                rate(station, total),
                total,
                queued,
                counts.drops());
    }

    private Snapshot.Wire wire(Link link, Reading sender) {
        boolean up = sender.sockets().stream()
                .flatMap(stats -> stats.dialers().stream())
                .anyMatch(dialer -> dialer.url().equals(link.url()) && dialer.state() == Dialer.State.UP);
        Optional<PipeStats> pipe = sender.sockets().stream()
                .map(SocketStats::pipes)
                .flatMap(List::stream)
                .filter(stats -> stats.endpoint().equals(link.url()))
                .findFirst();
        String from = link.from().id();
        String to = link.to().id();
        if (pipe.isEmpty()) {
            return new Snapshot.Wire(from, to, link.via(), up, 0, 0, 0);
        }
        PipeStats stats = pipe.get();
        long drops = sum(stats.drops()) + sum(stats.protocolDrops());
        return new Snapshot.Wire(
                from,
                to,
                link.via(),
                up,
                rate(List.of(link, stats.id(), "sent"), stats.txMessages()),
                stats.queued(),
                rate(List.of(link, stats.id(), "drops"), drops));
    }

    private Snapshot.Track track(Lane lane) {
        Stopwatch watch = topology.watch(lane);
        Latencies latencies = watch.take();
        long done = watch.stopped();
        return new Snapshot.Track(
                lane, watch.started(), done, rate(lane, done), latencies.percentile(50), latencies.percentile(99));
    }

    /** How fast a counter grows. A counter that was not there the last time has grown from zero. */
    private double rate(Object counter, long value) {
        now.put(counter, value);
        return (value - before.getOrDefault(counter, 0L)) / seconds;
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
