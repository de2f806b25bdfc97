package io.sp4j.bench.report;

import io.sp4j.bench.peer.Peers;
import io.sp4j.bench.plan.Metric;
import io.sp4j.bench.plan.Transport;
import io.sp4j.bench.plan.Variant;
import io.sp4j.bench.plan.Workload;
import io.sp4j.bench.result.Cell;
import io.sp4j.bench.result.Run;
import io.sp4j.bench.result.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The measured cells of one workload over one transport. */
final class Group {

    final Workload workload;
    final Transport transport;
    private final List<String> peers;
    private final List<Cell> cells;

    Group(Run run, Workload workload, Transport transport) {
        this.workload = workload;
        this.transport = transport;
        peers = run.measured();
        cells = run.of(workload.name()).stream()
                .filter(cell -> cell.transport() == transport && !cell.rounds().isEmpty())
                .sorted(Comparator.comparingInt(Cell::size).thenComparingInt(Cell::count))
                .toList();
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    List<Cell> cells() {
        return cells;
    }

    /** Whether there are several counts, or else several sizes, to draw a line over. */
    boolean isCurve() {
        return distinct(Cell::count) > 1 || distinct(Cell::size) > 1;
    }

    boolean isOverCounts() {
        return distinct(Cell::count) > 1;
    }

    /** What the axis of a curve says. */
    String axis() {
        return isOverCounts() ? workload.axis() : "message size";
    }

    String tick(double value) {
        return isOverCounts() ? Numbers.round(value) : Numbers.size((int) value);
    }

    int axisValue(Cell cell) {
        return isOverCounts() ? cell.count() : cell.size();
    }

    private long distinct(ToIntFunction<Cell> by) {
        return cells.stream().mapToInt(by).distinct().count();
    }

    /** A line for each peer that has the metric. */
    List<Series> curves(Metric metric) {
        List<Series> all = new ArrayList<>();
        for (String peer : peers) {
            List<Point> points = cells.stream()
                    .filter(cell -> cell.peer().equals(peer))
                    .flatMap(cell -> point(cell, metric).stream())
                    .toList();
            if (!points.isEmpty()) {
                all.add(new Series(Look.of(peer), points));
            }
        }
        return all;
    }

    /** The variants that are more than a point of a curve, or else the last, by one cell of each. */
    List<Cell> headlines() {
        List<Cell> found = new ArrayList<>();
        for (Cell cell : cells) {
            if (isHeadline(cell) && found.stream().noneMatch(other -> other.isBeside(cell))) {
                found.add(cell);
            }
        }
        return found.isEmpty() && !cells.isEmpty() ? List.of(cells.get(cells.size() - 1)) : found;
    }

    private boolean isHeadline(Cell cell) {
        return workload.variants().stream()
                .filter(variant -> variant.depth() != Variant.Depth.CURVE)
                .anyMatch(variant -> variant.transport() == cell.transport()
                        && variant.size() == cell.size()
                        && variant.count() == cell.count());
    }

    /** A single point for each peer at a variant. */
    List<Series> at(Cell variant, Metric metric) {
        return beside(variant)
                .flatMap(cell ->
                        point(cell, metric).stream().map(point -> new Series(Look.of(cell.peer()), List.of(point))))
                .toList();
    }

    /** The percentiles that the workload has, for each peer at a variant. */
    List<Trails.Row> trails(Cell variant) {
        return beside(variant)
                .map(cell -> new Trails.Row(
                        Look.of(cell.peer()),
                        Stream.of(Metric.P50, Metric.P99, Metric.P999)
                                .filter(workload.metrics()::contains)
                                .flatMap(metric -> cell.spread(metric).stream())
                                .toList()))
                .filter(row -> !row.percentiles().isEmpty())
                .toList();
    }

    /** How much better sp4j is than that cell. */
    Optional<Spread> advantage(Cell peer, Metric metric) {
        return cells.stream()
                .filter(us -> us.peer().equals(Peers.US) && us.isBeside(peer) && us != peer)
                .findFirst()
                .flatMap(us -> Advantage.of(us, peer, metric));
    }

    private Stream<Cell> beside(Cell variant) {
        return cells.stream()
                .filter(cell -> cell.isBeside(variant))
                .sorted(Comparator.comparingInt(cell -> peers.indexOf(cell.peer())));
    }

    private Optional<Point> point(Cell cell, Metric metric) {
        return cell.spread(metric).map(spread -> new Point(axisValue(cell), spread, cell.values(metric)));
    }

    /** As {@code 8 subscribers, 64 B}, leaving out what never varies. */
    String name(Cell variant) {
        String size = Numbers.size(variant.size());
        return workload.axis().isEmpty() ? size : variant.count() + " " + workload.axis() + ", " + size;
    }
}
