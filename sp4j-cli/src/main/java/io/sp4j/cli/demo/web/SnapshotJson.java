package io.sp4j.cli.demo.web;

import io.sp4j.DropReason;
import io.sp4j.cli.demo.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Snapshots as the page reads them; {@code web/README.md} describes the form. */
final class SnapshotJson {
    private static final int VERSION = 1;

    private SnapshotJson() {}

    static String of(Snapshot snapshot) {
        return "{\"v\":" + VERSION
                + ",\"run\":" + Json.quoted(snapshot.run())
                + ",\"n\":" + snapshot.number()
                + ",\"pace\":" + snapshot.pace()
                + ",\"paused\":" + snapshot.paused()
                + ",\"lanes\":" + list(snapshot.lanes(), SnapshotJson::track)
                + ",\"nodes\":" + list(snapshot.nodes(), SnapshotJson::node)
                + ",\"links\":" + list(snapshot.links(), SnapshotJson::wire)
                + ",\"log\":" + list(snapshot.log(), SnapshotJson::entry)
                + "}";
    }

    private static String track(Snapshot.Track track) {
        Lane lane = track.lane();
        return "{\"id\":" + Json.quoted(lane.id())
                + ",\"title\":" + Json.quoted(lane.title())
                + ",\"pattern\":" + Json.quoted(lane.pattern())
                + ",\"promise\":" + Json.quoted(lane.promise())
                + ",\"sent\":" + track.sent()
                + ",\"done\":" + track.done()
                + ",\"rate\":" + number(track.rate())
                + ",\"p50\":" + micros(track.p50())
                + ",\"p99\":" + micros(track.p99())
                + "}";
    }

    private static String node(Snapshot.Node node) {
        return "{\"id\":" + Json.quoted(node.id())
                + ",\"name\":" + Json.quoted(node.name())
                + ",\"lane\":" + Json.quoted(node.lane().id())
                + ",\"col\":" + node.column()
                + ",\"can\":"
                + list(node.tricks(), trick -> Json.quoted(trick.name().toLowerCase(Locale.ROOT)))
                + ",\"up\":" + node.up()
                + ",\"slow\":" + node.slow()
                + ",\"rate\":" + number(node.rate())
                + ",\"total\":" + node.total()
                + ",\"queued\":" + node.queued()
                + ",\"drops\":" + drops(node.drops())
                + "}";
    }

    private static String drops(Map<DropReason, Long> drops) {
        return drops.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(drop -> Json.quoted(drop.getKey().label()) + ":" + drop.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String wire(Snapshot.Wire wire) {
        return "{\"from\":" + Json.quoted(wire.from())
                + ",\"to\":" + Json.quoted(wire.to())
                + ",\"via\":" + Json.quoted(wire.via())
                + ",\"up\":" + wire.up()
                + ",\"rate\":" + number(wire.rate())
                + ",\"queued\":" + wire.queued()
                + ",\"drops\":" + number(wire.drops())
                + "}";
    }

    private static String entry(Log.Entry entry) {
        return "{\"n\":" + entry.number() + ",\"at\":" + entry.atMillis() + ",\"text\":" + Json.quoted(entry.text())
                + "}";
    }

    private static <T> String list(Collection<T> items, Function<T, String> json) {
        return items.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }

    private static String micros(Duration time) {
        return String.valueOf(time.toNanos() / 1_000);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
