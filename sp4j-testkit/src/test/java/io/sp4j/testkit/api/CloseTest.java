package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.CloseReport;
import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.DropReason;
import io.sp4j.Listener;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How sockets end. */
@ExtendWith(LeakGate.class)
@SuppressWarnings("try") // closing is what is tested
class CloseTest {

    private static CompletableFuture<Throwable> failureOf(Callable<?> call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new AssertionError("returned " + call.call());
                    } catch (Exception e) {
                        return e;
                    }
                },
                Over.EXECUTOR);
    }

    private static Void run(Runnable call) {
        call.run();
        return null;
    }

    private static void assertClosed(CompletableFuture<?> outcome) throws Exception {
        try {
            Object value = outcome.get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(value).isInstanceOf(SpException.Closed.class);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(SpException.Closed.class);
        }
    }

    @Test
    @Spec({"spec.md 10 #10", "spec.md 10 #111"})
    void failsWhateverWaits() throws Exception {
        Pair0 pair = Over.pair().sendBuffer(0).open();
        Req0 req = Over.req().open();
        Rep0 rep = Over.rep().open();
        Rep0.Context context = rep.openContext();
        Dialer dialer = pair.dial("inproc://nobody-is-there", DialMode.BACKGROUND);
        List<CompletableFuture<?>> outcomes = new ArrayList<>();
        outcomes.add(failureOf(pair::recv));
        outcomes.add(failureOf(() -> run(() -> pair.send("x"))));
        outcomes.add(failureOf(() -> pair.awaitPipes(1, Over.HANG)));
        outcomes.add(failureOf(() -> dialer.awaitConnected(Over.HANG)));
        outcomes.add(failureOf(() -> req.request("x")));
        outcomes.add(failureOf(() -> run(() -> req.send("x"))));
        outcomes.add(failureOf(rep::recv));
        outcomes.add(failureOf(context::recv));
        outcomes.add(pair.recvAsync());
        outcomes.add(pair.sendAsync("x"));
        outcomes.add(req.requestAsync("x"));
        outcomes.add(pair.dialAsync("inproc://nobody-is-there"));
        pair.close();
        req.close();
        rep.close();
        for (CompletableFuture<?> outcome : outcomes) {
            assertClosed(outcome);
        }
    }

    @Test
    @Spec("spec.md 10 #11")
    void refusesEverythingAfterwards() {
        Pair0 pair = Over.pair().name("gone").listen("inproc://gone").open();
        Req0 req = Req0.open();
        Rep0 rep = Rep0.open();
        Req0.Context context = req.openContext();
        pair.close();
        req.close();
        rep.close();
        List<ThrowingCallable> calls = List.of(
                () -> pair.send("x"),
                () -> pair.send("x", Duration.ZERO),
                () -> pair.trySend("x"),
                pair::recv,
                pair::tryRecv,
                () -> pair.recv(Duration.ZERO),
                pair::url,
                () -> pair.listen("inproc://again"),
                () -> pair.dial("inproc://again"),
                () -> pair.dial("inproc://again", DialMode.BACKGROUND),
                () -> pair.dialAsync("inproc://again"),
                () -> pair.awaitPipes(0, Over.HANG),
                () -> pair.set(Options.RECV_TIMEOUT, Over.HANG),
                () -> req.request("x"),
                () -> req.requestAsync("x"),
                req::openContext,
                () -> context.send("x"),
                context::recv,
                () -> context.set(Options.RECV_TIMEOUT, Over.HANG),
                rep::openContext,
                () -> rep.serve(m -> m, 1));
        for (int i = 0; i < calls.size(); i++) {
            assertThatThrownBy(calls.get(i)).as("call %d", i).isInstanceOf(SpException.Closed.class);
        }
        assertThat(pair.recvAsync()).isCompletedExceptionally();
        assertThat(pair.sendAsync("x")).isCompletedExceptionally();
        assertThatThrownBy(() -> pair.send("x")).hasMessageContaining("gone");
        assertThat(context.isClosed()).isTrue();
    }

    @Test
    void stillAnswersQuestionsAfterwards() {
        Pair0 pair = Over.pair()
                .name("gone")
                .recvTimeout(Duration.ofSeconds(3))
                .listen("inproc://gone")
                .open();
        Listener listener = pair.listeners().get(0);
        pair.close();
        assertThat(pair.isClosed()).isTrue();
        assertThat(pair.name()).isEqualTo("gone");
        assertThat(pair.pipes()).isEmpty();
        assertThat(pair.listeners()).isEmpty();
        assertThat(pair.dialers()).isEmpty();
        assertThat(pair.get(Options.RECV_TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
        assertThat(pair.stats().pipes()).isEmpty();
        assertThat(listener.url()).isEqualTo("inproc://gone");
        listener.close();
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D15")
    void maySayCloseAgain(Over over) {
        Pair0 pair = Over.pair().listen(over.url()).open();
        CloseReport first = pair.close(Over.HANG);
        assertThat(pair.close(Duration.ZERO)).isEqualTo(first);
        pair.close();
        assertThat(pair.closeAsync(Duration.ZERO).join()).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D15")
    void reportsWhatBecameOfTheMessages(Over over) {
        try (Pair0 a = Over.pair().listen(over.url()).open();
                Pair0 b = Over.pair().sendBuffer(5).open()) {
            b.send("nobody takes it");
            assertThat(b.close(Duration.ofMillis(50)).unsent()).isEqualTo(1);
            assertThat(b.stats().drops()).containsEntry(DropReason.UNDELIVERED_AT_CLOSE, 1L);
            try (Pair0 c = Over.pair().dial(a.url()).open()) {
                c.awaitPipes(1, Over.HANG);
                a.send("unread");
                Events.eventually(() -> c.stats().rxMessages() == 1);
                c.send("written");
                CloseReport report = c.close(Over.HANG);
                assertThat(report.unsent()).isZero();
                assertThat(report.isComplete()).isTrue();
                assertThat(report.took()).isBetween(Duration.ZERO, Over.HANG);
                assertThat(c.stats().drops()).containsEntry(DropReason.UNREAD_AT_CLOSE, 1L);
                assertThat(a.recv().text()).isEqualTo("written");
            }
        }
    }

    /** The peer does not read, so that the linger time runs out. */
    @ParameterizedTest
    @EnumSource
    @Spec({"api.md D15", "spec.md 10 #114"})
    void isBoundedByTheLingerTime(Over over) {
        try (Pair0 a = Over.pair().recvBuffer(1).listen(over.url()).open();
                Pair0 b = Over.pair().dial(a.url()).open()) {
            b.awaitPipes(1, Over.HANG);
            byte[] body = new byte[1 << 20];
            int accepted = 0;
            while (b.trySend(body)) {
                accepted++;
            }
            long start = System.nanoTime();
            CloseReport report = b.close(Duration.ofMillis(150));
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(5).toNanos());
            assertThat(report.unsent()).isBetween(1L, (long) accepted);
            assertThat(report.isComplete()).isFalse();
            assertThat(report.took()).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D15")
    void writesNothingMoreWithALingerOfZero(Over over) {
        try (Pair0 a = Over.pair().recvBuffer(1).listen(over.url()).open();
                Pair0 b = Over.pair().dial(a.url()).linger(Duration.ZERO).open()) {
            b.awaitPipes(1, Over.HANG);
            while (b.trySend(new byte[1 << 20])) {
                // until nothing more is taken
            }
            assertThat(b.get(Options.LINGER)).isZero();
            long start = System.nanoTime();
            run(b::close);
            assertThat(System.nanoTime() - start).isLessThan(Over.HANG.toNanos() / 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D15")
    void waitsForTheCloseThatRunsAlready(Over over) throws Exception {
        try (Pair0 a = Over.pair().recvBuffer(1).listen(over.url()).open();
                Pair0 b = Over.pair().dial(a.url()).open()) {
            b.awaitPipes(1, Over.HANG);
            while (b.trySend(new byte[1 << 20])) {
                // until nothing more is taken
            }
            CompletableFuture<CloseReport> first = b.closeAsync(Duration.ofMillis(200));
            assertThat(b.isClosed()).isTrue();
            CloseReport second = b.close(Duration.ZERO);
            assertThat(second).isEqualTo(first.get(Over.HANG.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D15")
    void mayBeSaidByAListener(Over over) throws Exception {
        CountDownLatch returned = new CountDownLatch(1);
        try (Pair0 a = Over.pair().listen(over.url()).open()) {
            a.onEvent(SocketEvent.PipeAttached.class, event -> {
                a.close();
                returned.countDown();
            });
            try (Pair0 b = Over.pair().dial(a.url()).open()) {
                assertThat(returned.await(Over.HANG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(a.isClosed()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("api.md D15")
    void mayBeSaidByACompletionAHandlerOrAVeto(Over over) throws Exception {
        try (Pair0 a = Over.pair().listen(over.url()).open();
                Pair0 b = Over.pair().dial(a.url()).open()) {
            CompletableFuture<Void> closing = a.recvAsync().thenAccept(m -> a.close());
            b.send("close yourself");
            closing.get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
        }
        CountDownLatch handled = new CountDownLatch(1);
        try (Rep0 rep = Over.rep().listen(over.url()).open();
                Req0 req = Over.req().dial(rep.url()).open()) {
            rep.serve(
                    request -> {
                        rep.close();
                        handled.countDown();
                        return request;
                    },
                    1);
            req.requestAsync("close yourself");
            assertThat(handled.await(Over.HANG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        CountDownLatch vetoed = new CountDownLatch(1);
        try (Pair0 a = Over.pair().listen(over.url()).open();
                Pair0 b = Over.pair().open()) {
            a.onAttach(pipe -> {
                a.close();
                vetoed.countDown();
                return true;
            });
            b.dial(a.url(), DialMode.BACKGROUND);
            assertThat(vetoed.await(Over.HANG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(a.pipes()).isEmpty();
        }
    }

    @Test
    @Spec("spec.md 3.10")
    void closesAContextAloneAndKeepsTheConnections() throws Exception {
        String url = Over.INPROC.url();
        try (Rep0 rep = Over.rep().listen(url).open();
                Req0 req = Over.req().dial(url).open()) {
            Rep0.Context context = rep.openContext();
            CompletableFuture<Message> waiting = context.recvAsync();
            context.close();
            context.close();
            assertClosed(waiting);
            assertThat(context.isClosed()).isTrue();
            assertThat(rep.isClosed()).isFalse();
            assertThatThrownBy(() -> context.send("x")).isInstanceOf(SpException.Closed.class);
            req.send("still there");
            assertThat(rep.recv().text()).isEqualTo("still there");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #111")
    void endsItsPipesForAReason(Over over) throws Exception {
        Events events = new Events();
        try (Pair0 a = Over.pair()
                        .onEvent(SocketEvent.PipeDetached.class, events)
                        .listen(over.url())
                        .open();
                Pair0 b = Over.pair()
                        .reconnect(Duration.ofMillis(10), Duration.ofMillis(20))
                        .open()) {
            Dialer dialer = b.dial(a.url());
            dialer.close();
            assertThat(dialer.state()).isSameAs(Dialer.State.CLOSED);
            assertThatThrownBy(() -> dialer.awaitConnected(Over.HANG)).isInstanceOf(SpException.Closed.class);
            assertThat(events.next(SocketEvent.PipeDetached.class).reason()).isSameAs(CloseReason.PEER_CLOSED);
            b.dial(a.url());
            Pipe far = a.awaitPipes(1, Over.HANG).get(0);
            a.listeners().get(0).close();
            assertThat(events.next(SocketEvent.PipeDetached.class).reason()).isSameAs(CloseReason.ENDPOINT_CLOSED);
            assertThat(far.closeReason()).contains(CloseReason.ENDPOINT_CLOSED);
            String url = a.listen(over.url()).url();
            b.dialers().get(0).close();
            b.dial(url);
            a.awaitPipes(1, Over.HANG);
            run(a::close);
            assertThat(events.next(SocketEvent.PipeDetached.class).reason()).isSameAs(CloseReason.SOCKET_CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #14")
    void leavesNothingAfterManySockets(Over over) {
        for (int i = 0; i < 200; i++) {
            try (Rep0 rep = Over.rep().listen(over.url()).open();
                    Req0 req = Over.req().dial(rep.url()).open()) {
                req.send("a");
                rep.recv();
                rep.send("b");
                req.recv();
            }
        }
    }
}
