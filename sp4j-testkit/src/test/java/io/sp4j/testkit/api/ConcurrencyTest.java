package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many threads, one socket. */
@ExtendWith(LeakGate.class)
class ConcurrencyTest {
    private static final int CALLS = 150;

    private static void get(List<CompletableFuture<Void>> all) throws Exception {
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #44", "api.md 1.10 #5"})
    void matchesTheAnswersOfAHundredContexts(Over over) throws Exception {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            rep.serve(request -> Message.of("re " + request.text()), 8);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Req0.Context context = req.openContext();
                String name = "context " + i + " request ";
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int n = 0; n < 10; n++) {
                                context.send(name + n);
                                assertThat(context.recv().text()).isEqualTo("re " + name + n);
                            }
                        },
                        Over.EXECUTOR));
            }
            get(all);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #44", "api.md D19"})
    void answersSixteenThreadsThatShareASocket(Over over) throws Exception {
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            rep.serve(request -> request, 4);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String name = "thread " + i + " request ";
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int n = 0; n < 200; n++) {
                                assertThat(req.request(name + n).text()).isEqualTo(name + n);
                            }
                        },
                        Over.EXECUTOR));
            }
            get(all);
        }
    }

    /** No failures, no faults, nothing left, and the sockets still work. */
    @ParameterizedTest
    @EnumSource
    void maySayAnythingFromAnyThread(Over over) throws Exception {
        try (LogCapture log = new LogCapture();
                Pair0 a = Over.pair().listen(over.url()).open();
                Pair0 b = Over.pair()
                        .sendBuffer(4)
                        .reconnect(Duration.ofMillis(10), Duration.ofMillis(20))
                        .open()) {
            String url = a.url();
            b.dial(url);
            List<Runnable> calls = List.of(
                    () -> b.trySend("x"),
                    () -> b.sendAsync("y", Duration.ofMillis(1))
                            .handle((sent, e) -> e)
                            .join(),
                    () -> a.tryRecv(),
                    () -> a.recvAsync(Duration.ofMillis(1)).cancel(true),
                    () -> b.pipes().forEach(Pipe::close),
                    () -> b.dial(url, DialMode.BACKGROUND).close(),
                    () -> a.listen(over.url()).close(),
                    () -> assertThat(a.stats().toString()).isNotEmpty(),
                    () -> assertThat(b.toString()).isNotEmpty(),
                    () -> b.onEvent(SocketEvent.class, event -> {}).close(),
                    () -> a.onAttach(pipe -> true).close(),
                    () -> b.set(Options.SEND_BUFFER, 3),
                    () -> a.get(Options.RECV_BUFFER),
                    () -> b.awaitPipes(0, Duration.ZERO),
                    () -> a.listeners().forEach(listener -> listener.local()),
                    () -> b.dialers().forEach(dialer -> dialer.state()));
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (Runnable call : calls) {
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < CALLS; i++) {
                                call.run();
                            }
                        },
                        Over.EXECUTOR));
            }
            get(all);
            b.send("still works");
            Message last = a.recv();
            while (!last.text().equals("still works")) {
                last = a.recv();
            }
            assertThat(log.faults()).isEmpty();
        }
    }
}
