package io.sp4j.cli.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DropReason;
import io.sp4j.cli.demo.web.Station.Trick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotJsonTest {

    @Test
    void hasTheFormThatThePageReads() {
        Snapshot snapshot = new Snapshot(
                "r",
                7,
                1_000,
                true,
                List.of(new Snapshot.Node(
                        "worker-1",
                        "worker 1",
                        Lane.WORK,
                        1,
                        Set.of(Trick.KILL),
                        true,
                        false,
                        12.34,
                        99,
                        3,
                        Map.of(DropReason.QUEUE_FULL, 4L, DropReason.UNREAD_AT_CLOSE, 5L))),
                List.of(new Snapshot.Wire("producer-1", "worker-1", "tcp", true, 1.5, 2, 0)),
                List.of(new Snapshot.Track(Lane.WORK, 10, 9, 4.56, Duration.ofNanos(1_500), Duration.ofMillis(2))),
                List.of(new Log.Entry(1, 1_790_000_000_000L, "a \"word\"")));
        assertThat(SnapshotJson.of(snapshot)).isEqualTo("""
                        {"v":1,"run":"r","n":7,"pace":1000,"paused":true,\
                        "lanes":[{"id":"work","title":"Work","pattern":"push → pull",\
                        "promise":"each message goes to one worker that has room",\
                        "sent":10,"done":9,"rate":4.6,"p50":1,"p99":2000}],\
                        "nodes":[{"id":"worker-1","name":"worker 1","lane":"work","col":1,"can":["kill"],\
                        "up":true,"slow":false,"rate":12.3,"total":99,"queued":3,\
                        "drops":{"queueFull":4,"unreadAtClose":5}}],\
                        "links":[{"from":"producer-1","to":"worker-1","via":"tcp","up":true,"rate":1.5,"queued":2,"drops":0.0}],\
                        "log":[{"n":1,"at":1790000000000,"text":"a \\"word\\""}]}""");
    }
}
