package io.sp4j.testkit.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReport;
import io.sp4j.Dialer;
import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import io.sp4j.testkit.hostile.Listening;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sockets are closed by other threads at any moment; no call hangs, and what was blocked ends with Closed. */
@ExtendWith(LeakGate.class)
class CloseStormTest {
    private static final Duration HANG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    /** What the users of one socket met other than Closed. */
    private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();

    private interface Step {
        void run() throws Exception;
    }

    /** Runs until the socket is closed; only Closed may end it. */
    private Runnable untilClosed(CountDownLatch started, Step step) {
        return () -> {
            started.countDown();
            try {
                while (true) {
                    step.run();
                }
            } catch (SpException.Closed e) {
                // as it should be
            } catch (Throwable e) {
                surprises.add(e);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"inproc, 2000", "tcp, 1500", "ipc, 1500"})
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    @Spec({"reliability.md 5 row 53", "reliability.md 4b #13"})
    void endsEveryCallWithClosedWheneverItIsClosed(String transport, int closes) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Watchdog watchdog = new Watchdog();
        for (int i = 0; i < closes; i++) {
            String context = transport + " seed " + seed + " close " + i;
            try (Pair0 peer = Pair0.builder()
                            .executor(Listening.EXECUTOR)
                            .linger(Duration.ZERO)
                            .open();
                    Pair0 socket = Pair0.builder()
                            .executor(Listening.EXECUTOR)
                            .linger(Duration.ZERO)
                            .open()) {
                String url = transport.equals("inproc") ? "inproc://storm-" + i : Listening.url(transport, directory);
                String bound = peer.listen(url).url();
                CountDownLatch started = new CountDownLatch(1);
                Runnable work = untilClosed(started, workload(random.nextInt(4), socket, peer, bound));
                CompletableFuture<Void> user = CompletableFuture.runAsync(work, Listening.EXECUTOR);
                started.await();
                pause(random);
                CloseReport report = watchdog.guard(context, () -> socket.close(Duration.ZERO));
                assertThat(report.took()).as(context).isLessThan(HANG);
                watchdog.guard(context, () -> user.get(HANG.toSeconds(), TimeUnit.SECONDS));
                assertThat(surprises).as(context).isEmpty();
            }
        }
    }

    private Step workload(int kind, Pair0 socket, Pair0 peer, String url) {
        byte[] body = new byte[100];
        return switch (kind) {
            case 0 ->
                () -> {
                    Dialer dialer = socket.dial(url);
                    dialer.awaitConnected(HANG);
                    dialer.close();
                };
            case 1 -> {
                socket.dial(url);
                yield () -> socket.send(body);
            }
            case 2 -> {
                socket.dial(url);
                yield () -> {
                    peer.trySend(body);
                    socket.recv(HANG);
                };
            }
            default ->
                () -> {
                    socket.listen(url.startsWith("inproc") ? url + "-own" : Listening.url(scheme(url), directory))
                            .close();
                    socket.awaitPipes(0, HANG);
                };
        };
    }

    private static String scheme(String url) {
        return url.substring(0, url.indexOf(':'));
    }

    /** Between nothing and half a millisecond. */
    private static void pause(Random random) {
        long until = System.nanoTime() + random.nextInt(500_000);
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp", "inproc"})
    @Spec({"reliability.md 5 row 53", "spec.md 10 #10"})
    void endsAHundredBlockedReceives(String transport) throws Exception {
        Pair0 socket = Pair0.builder().executor(Listening.EXECUTOR).open();
        socket.listen(transport.equals("tcp") ? "tcp://127.0.0.1:0" : "inproc://hundred");
        int count = 100;
        CountDownLatch started = new CountDownLatch(count);
        List<CompletableFuture<Void>> blocked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocked.add(CompletableFuture.runAsync(untilClosed(started, () -> socket.recv()), Listening.EXECUTOR));
        }
        started.await();
        socket.close();
        for (CompletableFuture<Void> one : blocked) {
            one.get(HANG.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(surprises).isEmpty();
    }

    @Test
    @Spec("reliability.md 5 row 54")
    void saysClosedAboutADialerThatWasUpAndIsClosed() {
        try (Pair0 a = Pair0.listening("tcp://127.0.0.1:0");
                Pair0 b = Pair0.open()) {
            Dialer dialer = b.dial(a.url());
            dialer.awaitConnected(HANG);
            dialer.close();
            assertThatThrownBy(() -> dialer.awaitConnected(HANG)).isInstanceOf(SpException.Closed.class);
        }
    }

    @Test
    @Spec({"reliability.md 5 row 53", "api.md D15"})
    void closesOnceHoweverManyThreadsClose() throws Exception {
        for (int i = 0; i < 50; i++) {
            Pair0 a = Pair0.builder()
                    .executor(Listening.EXECUTOR)
                    .listen("tcp://127.0.0.1:0")
                    .open();
            Pair0 b = Pair0.builder().executor(Listening.EXECUTOR).dial(a.url()).open();
            b.send("something");
            List<CompletableFuture<CloseReport>> closing = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                Duration linger = Duration.ofMillis(thread * 10L);
                Pair0 socket = thread % 2 == 0 ? a : b;
                closing.add(CompletableFuture.supplyAsync(() -> socket.close(linger), Listening.EXECUTOR));
            }
            List<CloseReport> reports = new ArrayList<>();
            for (CompletableFuture<CloseReport> one : closing) {
                reports.add(one.get(HANG.toSeconds(), TimeUnit.SECONDS));
            }
            for (int thread = 2; thread < 8; thread++) {
                assertThat(reports.get(thread)).isEqualTo(reports.get(thread - 2));
            }
            assertThat(a.close(HANG)).isEqualTo(reports.get(0));
        }
    }

    @Test
    @Spec({"reliability.md 5 row 53", "reliability.md 5 row 55", "api.md D15"})
    void closesFromWithinItsOwnCallbacks() throws Exception {
        for (int kind = 0; kind < 5; kind++) {
            CountDownLatch closed = new CountDownLatch(1);
            Req0 client = Req0.builder().executor(Listening.EXECUTOR).open();
            Rep0 server = Rep0.builder()
                    .executor(Listening.EXECUTOR)
                    .listen("tcp://127.0.0.1:0")
                    .open();
            Runnable closeServer = () -> {
                server.close();
                closed.countDown();
            };
            Runnable closeClient = () -> {
                client.close();
                closed.countDown();
            };
            switch (kind) {
                case 0 -> server.onEvent(SocketEvent.PipeAttached.class, event -> closeServer.run());
                case 1 ->
                    server.serve(
                            request -> {
                                closeServer.run();
                                return request;
                            },
                            1);
                case 2 -> {
                    server.serve(request -> request, 1);
                    client.onEvent(SocketEvent.PipeDetached.class, event -> closeClient.run());
                }
                case 3 ->
                    server.onAttach(pipe -> {
                        closeServer.run();
                        return true;
                    });
                default -> server.serve(request -> request, 1);
            }
            String url = server.url();
            CompletableFuture<Message> answer = CompletableFuture.completedFuture(Message.of(""));
            CompletableFuture<Dialer> dialing = client.dialAsync(url);
            if (kind == 1 || kind == 4) {
                dialing.get(HANG.toSeconds(), TimeUnit.SECONDS);
                answer = client.requestAsync("close!");
            }
            if (kind == 2) {
                dialing.get(HANG.toSeconds(), TimeUnit.SECONDS);
                server.close();
            }
            if (kind == 4) {
                answer = answer.whenComplete((reply, failure) -> closeClient.run());
            }
            assertThat(closed.await(HANG.toSeconds(), TimeUnit.SECONDS))
                    .as("kind %d", kind)
                    .isTrue();
            client.close();
            server.close();
            assertThat(client.isClosed() && server.isClosed()).isTrue();
        }
    }
}
