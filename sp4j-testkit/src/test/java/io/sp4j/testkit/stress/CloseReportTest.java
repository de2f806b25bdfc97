package io.sp4j.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.CloseReport;
import io.sp4j.DropReason;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.PipeStats;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import io.sp4j.testkit.hostile.Await;
import io.sp4j.testkit.hostile.Listening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No message given to a pipe goes without account, and a close tells what it could not write. */
@ExtendWith(LeakGate.class)
class CloseReportTest {
    private static final Duration HANG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private static Pair0.Builder pair() {
        return Pair0.builder().executor(Listening.EXECUTOR);
    }

    private String url(String transport) {
        return transport.equals("inproc") ? "inproc://report" : Listening.url(transport, directory);
    }

    private static void assertConserved(String when, PipeStats stats) {
        long drops = stats.drops().values().stream().mapToLong(Long::longValue).sum();
        assertThat(stats.txMessages() + stats.handedBack() + drops + stats.queued())
                .as("%s: %s", when, stats)
                .isEqualTo(stats.enqueued());
    }

    private static int sendAll(Pair0 from, byte[] body) {
        int accepted = 0;
        while (from.trySend(body)) {
            accepted++;
        }
        return accepted;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Spec({"reliability.md 5 row 22", "reliability.md 0 T3", "api.md D15"})
    void tellsWhatAPeerThatDoesNotReadHasNotTaken(String transport) {
        try (Pair0 deaf = pair().recvBuffer(1)
                .linger(Duration.ZERO)
                .listen(url(transport))
                .open()) {
            Pair0 sender = pair().dial(deaf.url()).open();
            Pipe pipe = sender.awaitPipes(1, HANG).get(0);
            int accepted = 0;
            long before;
            do {
                before = pipe.stats().txMessages();
                accepted += sendAll(sender, new byte[100_000]);
            } while (pipe.stats().txMessages() != before);
            assertConserved("blocked", pipe.stats());
            CloseReport report = sender.close(Duration.ofMillis(300));
            assertThat(report.unsent()).isPositive();
            assertThat(report.isComplete()).isFalse();
            assertThat(report.took()).isLessThan(HANG);
            PipeStats last = pipe.stats();
            assertConserved("closed", last);
            assertThat(last.enqueued()).isEqualTo(accepted);
            assertThat(last.queued()).isZero();
            assertThat(last.txMessages() + report.unsent()).as("%s", last).isEqualTo(accepted);
        }
    }

    @Test
    @Spec({"reliability.md 5 row 23", "api.md D15"})
    void endsWhenAPeerTakesItsTime() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Pair0 sender = pair().open();
            io.sp4j.Dialer dialer = sender.dial(
                    "tcp://127.0.0.1:" + listening.getLocalPort(), config -> config.mode(io.sp4j.DialMode.BACKGROUND));
            try (Socket peer = listening.accept()) {
                peer.getOutputStream().write(new byte[] {0, 'S', 'P', 0, 0, 0x10, 0, 0});
                Pipe pipe = dialer.awaitConnected(HANG);
                sendAll(sender, new byte[100_000]);
                peer.getInputStream().skipNBytes(1_000_000);
                CloseReport report = sender.close(Duration.ofMillis(300));
                assertThat(report.unsent()).isPositive();
                assertThat(report.unconfirmed()).isEqualTo(1);
                assertConserved("closed", pipe.stats());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Spec({"reliability.md 5 row 53", "api.md D15"})
    void countsAsUnsentNothingThatWasOnlyReceived(String transport) {
        try (Pair0 a = pair().listen(url(transport)).open();
                Pair0 b = pair().dial(a.url()).open()) {
            for (int i = 0; i < 5; i++) {
                b.send("nobody takes it");
            }
            Await.until(() -> a.stats().rxMessages() == 5, a::stats);
            CloseReport report = a.close(Duration.ofSeconds(1));
            assertThat(report.unsent()).isZero();
            assertThat(report.isComplete()).isTrue();
            assertThat(a.stats().drops()).isEqualTo(Map.of(DropReason.UNREAD_AT_CLOSE, 5L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Spec({"reliability.md 0 T3", "reliability.md 5 row 59"})
    void accountsForEveryMessageWhenPipesAreCut(String transport) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Pair0 a = pair().recvBuffer(8).listen(url(transport)).open();
                Pair0 b = pair().reconnect(Duration.ofMillis(10), Duration.ofMillis(20))
                        .dial(a.url())
                        .open()) {
            for (int round = 0; round < 50; round++) {
                AtomicReference<Pipe> found = new AtomicReference<>();
                Await.until(
                        () -> {
                            a.tryRecv();
                            b.pipes().forEach(found::set);
                            return found.get() != null;
                        },
                        b::stats);
                Pipe pipe = found.get();
                int count = random.nextInt(200);
                for (int i = 0; i < count && b.trySend(new byte[random.nextInt(50_000)]); i++) {
                    if (random.nextInt(3) == 0) {
                        a.tryRecv();
                    }
                }
                pipe.close();
                Await.until(() -> !pipe.isOpen(), pipe::stats);
                assertConserved("seed " + seed + " round " + round, pipe.stats());
                assertThat(pipe.stats().queued()).isZero();
            }
            Await.until(
                    () -> {
                        a.tryRecv();
                        return b.pipes().stream().allMatch(pipe -> pipe.stats().queued() == 0);
                    },
                    b::stats);
            List<PipeStats> quiet = b.stats().pipes();
            quiet.forEach(stats -> assertConserved("seed " + seed + " at rest", stats));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc", "inproc"})
    @Spec("reliability.md 0 T3")
    void accountsForRequestsAndReplies(String transport) throws Exception {
        try (Rep0 server = Listening.echo(Rep0.builder().listen(url(transport)));
                Req0 client = Req0.builder()
                        .executor(Listening.EXECUTOR)
                        .set(Options.RESEND_TIME, Duration.ofMillis(50))
                        .set(Options.RESEND_TICK, Duration.ofMillis(10))
                        .reconnect(Duration.ofMillis(10), Duration.ofMillis(20))
                        .dial(server.url())
                        .open()) {
            for (int round = 0; round < 30; round++) {
                Pipe near = client.awaitPipes(1, HANG).get(0);
                for (int i = 0; i < 20; i++) {
                    client.requestAsync(io.sp4j.Message.of("question " + i), HANG)
                            .cancel(false);
                    client.requestAsync("question " + i);
                }
                Pipe far = server.awaitPipes(1, HANG).get(0);
                (round % 2 == 0 ? near : far).close();
                Await.until(() -> !near.isOpen() && !far.isOpen(), client::stats);
                assertConserved("client", near.stats());
                assertConserved("server", far.stats());
            }
            assertThat(client.request("the last", HANG).text()).isEqualTo("the last");
            Await.until(() -> client.stats().pipes().stream().allMatch(pipe -> pipe.queued() == 0), client::stats);
            client.stats().pipes().forEach(stats -> assertConserved("client at rest", stats));
        }
    }
}
