package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.hostile.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Configuration;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of the JVM's Flight Recorder knows of sockets. */
@ExtendWith(LeakGate.class)
class FlightRecorderTest {
    private static final Path PROFILE = Path.of("../docs/sp4j.jfc");

    @TempDir
    private Path directory;

    /** The events of sockets, which are closed when the recording ends, in the order of their beginning. */
    private List<RecordedEvent> record(Map<String, String> settings, Runnable program) throws IOException {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording(settings)) {
            recording.start();
            program.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
    }

    private List<RecordedEvent> record(Runnable program) throws IOException {
        return record(Map.of(), program);
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String socket, String type) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .filter(event -> event.getString("socket").equals(socket))
                .toList();
    }

    private static RecordedEvent only(List<RecordedEvent> events, String socket, String type) {
        List<RecordedEvent> found = of(events, socket, type);
        assertThat(found).as(type + " of " + socket + " in " + events).hasSize(1);
        return found.get(0);
    }

    private static Pair0.Builder named(String name) {
        return Over.pair().name(name);
    }

    @Test
    void tellsOfConnectionsAndHowTheyEnd() throws IOException {
        String[] url = new String[1];
        List<RecordedEvent> events = record(() -> {
            try (Pair0 a = named("server").listen(Over.TCP.url()).open()) {
                url[0] = a.url();
                try (Pair0 b = named("client").dial(a.url()).open()) {
                    b.send("12345");
                    a.recv();
                }
                Events.eventually(() -> a.pipes().isEmpty());
            }
        });
        RecordedEvent up = only(events, "server", "sp4j.Connect");
        assertThat(up.getString("protocol")).isEqualTo("pair");
        assertThat(up.getString("madeBy")).isEqualTo("listener");
        assertThat(up.getString("endpoint")).isEqualTo(url[0]);
        assertThat(url[0]).endsWith(up.getString("local"));
        assertThat(up.getInt("pipe")).isPositive();
        assertThat(up.getStackTrace()).isNull();
        RecordedEvent dialed = only(events, "client", "sp4j.Connect");
        assertThat(dialed.getString("madeBy")).isEqualTo("dialer");
        assertThat(dialed.getString("remote")).isEqualTo(up.getString("local"));
        assertThat(dialed.getDuration("handshakeTime")).isPositive();
        RecordedEvent down = only(events, "server", "sp4j.Disconnect");
        assertThat(down.getInt("pipe")).isEqualTo(up.getInt("pipe"));
        assertThat(down.getString("reason")).isEqualTo("peerClosed");
        assertThat(down.getString("detail")).isNotEmpty();
        assertThat(down.getLong("rxMessages")).isEqualTo(1);
        assertThat(down.getLong("rxBytes")).isEqualTo(5);
        assertThat(down.getLong("txMessages")).isZero();
        assertThat(down.getLong("txBytes")).isZero();
        assertThat(down.getDuration("age")).isPositive();
        assertThat(down.getString("remote")).isEqualTo(up.getString("remote"));
    }

    @Test
    void tellsOfPeersThatDoNotComeIn() throws IOException {
        List<RecordedEvent> events = record(() -> {
            try (Pair0 a = named("server").listen(Over.TCP.url()).open();
                    Pair0 b = named("first").dial(a.url()).open()) {
                assertThat(b.pipes()).hasSize(1);
                a.awaitPipes(1, Over.HANG);
                try (Pair0 c = named("second").open();
                        var req = Over.req().name("wrong").open()) {
                    c.dial(a.url(), DialMode.BACKGROUND);
                    Events.eventually(() -> !a.stats().rejects().isEmpty());
                    assertThatThrownBy(() -> req.dial(a.url(), DialMode.BLOCKING))
                            .isInstanceOf(SpException.ProtocolError.class);
                    Events.eventually(() -> !a.stats().handshakeFailures().isEmpty());
                }
            }
        });
        List<RecordedEvent> rejected = of(events, "server", "sp4j.Reject");
        assertThat(rejected)
                .extracting(event -> event.getString("reason"))
                .contains("busy", "protocolMismatch")
                .doesNotContainNull();
        assertThat(rejected)
                .allMatch(event -> event.getString("remote").startsWith("127.0.0.1:"))
                .allMatch(event -> event.getString("endpoint").startsWith("tcp://127.0.0.1:"))
                .noneMatch(event -> event.getString("detail").isEmpty());
        RecordedEvent failed = only(events, "wrong", "sp4j.DialFailed");
        assertThat(failed.getString("error")).isEqualTo("PROTOCOL_ERROR");
        assertThat(failed.getString("url")).startsWith("tcp://127.0.0.1:");
        assertThat(failed.getString("detail")).contains("pair");
        assertThat(failed.getDuration()).isPositive();
    }

    @Test
    void tellsHowLongADialerHadNoConnection() throws IOException {
        List<RecordedEvent> events = record(() -> {
            Events heard = new Events();
            try (Pair0 a = named("server").listen(Over.TCP.url()).open();
                    Pair0 b = named("client")
                            .reconnect(Duration.ofMillis(10), Duration.ofMillis(10))
                            .onEvent(SocketEvent.PipeAttached.class, heard)
                            .open()) {
                Dialer dialer = b.dial(a.url());
                Pipe first = heard.next(SocketEvent.PipeAttached.class).pipe();
                a.awaitPipes(1, Over.HANG).get(0).close();
                assertThat(heard.next(SocketEvent.PipeAttached.class).pipe()).isNotSameAs(first);
                assertThat(b.stats().reconnects()).isEqualTo(1);
                assertThat(b.stats().dialers().get(0).reconnects()).isEqualTo(1);
                assertThat(dialer.pipe()).isPresent();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        RecordedEvent again = only(events, "client", "sp4j.Reconnect");
        assertThat(again.getString("reason")).isIn("peerClosed", "connectionReset");
        assertThat(again.getString("url")).startsWith("tcp://");
        assertThat(again.getLong("failedAttempts")).isNotNegative();
        assertThat(again.getDuration()).isPositive();
        assertThat(again.getInt("pipe"))
                .isEqualTo(of(events, "client", "sp4j.Connect").get(1).getInt("pipe"));
    }

    @Test
    void putsDropsOfOneReasonTogether() throws IOException {
        List<RecordedEvent> events = record(() -> {
            try (Pair0 a = named("server").listen(Over.INPROC.url()).open()) {
                try (Pair0 b = named("client").dial(a.url()).open()) {
                    for (int i = 0; i < 3; i++) {
                        a.send("nobody reads this");
                    }
                    Events.eventually(() -> b.stats().unread() == 3);
                }
            }
        });
        RecordedEvent dropped = only(events, "client", "sp4j.Drop");
        assertThat(dropped.getString("reason")).isEqualTo("unreadAtClose");
        assertThat(dropped.getLong("count")).isEqualTo(3);
        assertThat(dropped.getInt("pipe")).isZero();
    }

    @Test
    void tellsOfSendsThatWait() throws IOException {
        List<RecordedEvent> events =
                record(Map.of("sp4j.Stall#enabled", "true", "sp4j.Stall#threshold", "0 ms"), () -> {
                    try (Pair0 lonely = named("lonely").open();
                            Pair0 a = named("server").listen(Over.INPROC.url()).open()) {
                        assertThatThrownBy(() -> lonely.send("nobody is there", Duration.ofMillis(50)))
                                .isInstanceOf(SpException.Timeout.class);
                        CompletableFuture<Void> waiting = lonely.sendAsync("somebody comes");
                        lonely.dial(a.url());
                        waiting.join();
                        assertThat(a.recv().text()).isEqualTo("somebody comes");
                        lonely.send("no wait");
                        a.recv();
                    }
                });
        List<RecordedEvent> stalls = of(events, "lonely", "sp4j.Stall");
        assertThat(stalls).extracting(event -> event.getString("outcome")).containsExactly("TIMEOUT", "sent");
        assertThat(stalls).extracting(event -> event.getInt("pipes")).containsExactly(0, 1);
        assertThat(stalls).allMatch(event -> event.getDuration().toNanos() > 0);
    }

    @Test
    void hasAProfileThatNamesAllEventsAndTheirSettings() throws IOException, ParseException {
        record(() -> Pair0.open().close());
        Map<String, EventType> types = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .filter(type -> type.getName().startsWith("sp4j."))
                .collect(Collectors.toMap(EventType::getName, type -> type));
        Map<String, String> settings = Configuration.create(PROFILE).getSettings();
        Set<String> named = new TreeSet<>();
        settings.forEach((key, value) -> {
            String[] parts = key.split("#");
            named.add(parts[0]);
            assertThat(types.get(parts[0]).getSettingDescriptors())
                    .as(key)
                    .anyMatch(setting -> setting.getName().equals(parts[1]));
        });
        assertThat(types.get("sp4j.Stall").getSettingDescriptors())
                .extracting(setting -> setting.getName() + "=" + setting.getDefaultValue())
                .contains("threshold=20 ms", "stackTrace=false", "enabled=true");
        assertThat(named).isEqualTo(new TreeSet<>(types.keySet()));
        try (Stream<String> lines = Files.lines(Path.of("../docs/operations.md"))) {
            Set<String> documented = lines.filter(line -> line.startsWith("| `sp4j."))
                    .map(line -> line.substring(3, line.indexOf('`', 3)))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(documented).isEqualTo(named);
        }
        types.values()
                .forEach(type ->
                        assertThat(type.getDescription()).as(type.getName()).isNotEmpty());
    }

    @Test
    void showsInItsProfileWhoWaits() throws IOException, ParseException {
        List<RecordedEvent> events = record(Configuration.create(PROFILE).getSettings(), () -> {
            try (Pair0 lonely = named("lonely").open()) {
                assertThatThrownBy(() -> lonely.send("nobody is there", Duration.ofMillis(50)))
                        .isInstanceOf(SpException.Timeout.class);
            }
        });
        assertThat(only(events, "lonely", "sp4j.Stall").getStackTrace().getFrames())
                .anyMatch(
                        frame -> frame.getMethod().getType().getName().startsWith(FlightRecorderTest.class.getName()));
    }

    /** What the child does. */
    static final class Alone {
        public static void main(String[] args) {
            String url = Over.TCP.url();
            try (Pair0 a = Pair0.listening(url);
                    Pair0 b = Pair0.dialing(a.url())) {
                b.send("hello");
                System.out.println(a.recv(Over.HANG).text() + " "
                        + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
            }
            System.out.println("end");
        }
    }

    @Test
    void isNotMissedWhereTheJvmHasNone() throws IOException, InterruptedException {
        try (Child child = Child.start(List.of("--limit-modules", "java.base,jdk.net"), Alone.class)) {
            child.await("end");
            child.end();
            assertThat(child.output()).containsExactly("hello false", "end");
        }
    }
}
