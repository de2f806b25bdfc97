package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.testkit.LeakGate;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A thread that waits for a message drives the event loop of its socket meanwhile. Peers are bytes, since a second socket of
 * this process would have its connection on the same loop.
 */
@ExtendWith(LeakGate.class)
class LeadTest {
    private static WirePeer connect(SpSocket socket, Protocol own) throws IOException {
        WirePeer peer = WirePeer.connect(URI.create(socket.url()).getPort(), own);
        socket.awaitPipes(1, Over.HANG);
        return peer;
    }

    /** A thread that does one thing and tells how it ended. */
    private static final class Call<T> {
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private final Thread thread;

        Call(Callable<T> what) {
            thread = new Thread(() -> {
                try {
                    outcome.complete(what.call());
                } catch (Throwable e) {
                    outcome.completeExceptionally(e);
                }
            });
            thread.start();
        }

        T get() throws Exception {
            try {
                T value = outcome.orTimeout(Over.HANG.toSeconds(), TimeUnit.SECONDS)
                        .join();
                thread.join();
                return value;
            } catch (CompletionException e) {
                throw (Exception) e.getCause();
            }
        }

        boolean leads() {
            return isLeading(thread);
        }

        void awaitLead() {
            Events.eventually(this::leads);
        }
    }

    private static boolean isLeading(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().endsWith(".EventLoop")
                        && frame.getMethodName().equals("select"));
    }

    /** Whether all loops are driven by their own threads. */
    private static boolean homesSelect() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sp4j-io-"))
                .allMatch(LeadTest::isLeading);
    }

    @Test
    void theReceiverReadsByItself() throws Exception {
        try (Pair0 pair = Over.pair().listen(Over.TCP.url()).open();
                WirePeer peer = connect(pair, Protocol.PAIR0)) {
            for (int i = 0; i < 3; i++) {
                Call<Message> recv = new Call<>(pair::recv);
                recv.awaitLead();
                peer.send("m" + i);
                assertThat(recv.get().text()).isEqualTo("m" + i);
            }
        }
    }

    @Test
    void aRequesterReadsItsReplyByItself() throws Exception {
        try (Req0 req = Over.req().listen(Over.TCP.url()).open();
                WirePeer peer = connect(req, Protocol.REP0)) {
            Call<Message> request = new Call<>(() -> req.request("?", Over.HANG));
            WirePeer.Frame asked = peer.recv();
            request.awaitLead();
            peer.send("!", asked.word(0));
            assertThat(request.get().text()).isEqualTo("!");
        }
    }

    @Test
    void aSpinningReceiverFindsWhatComesAndStillTimesOutAndIsInterrupted() throws Exception {
        try (Pair0 pair = Over.pair().lowLatency().listen(Over.TCP.url()).open();
                WirePeer peer = connect(pair, Protocol.PAIR0)) {
            for (int i = 0; i < 2_000; i++) {
                pair.send("n" + i);
                assertThat(peer.recv().text(0)).isEqualTo("n" + i);
                peer.send("m" + i);
                assertThat(pair.recv().text()).isEqualTo("m" + i);
            }
            assertThatThrownBy(() -> pair.recv(Duration.ofMillis(20))).isInstanceOf(SpException.Timeout.class);
            Call<Message> recv = new Call<>(pair::recv);
            recv.awaitLead();
            recv.thread.interrupt();
            assertThatThrownBy(recv::get).isInstanceOf(SpException.Interrupted.class);
        }
    }

    @Test
    void theLoopComesBackWhenNobodyLeads() throws Exception {
        try (Pair0 pair = Over.pair().listen(Over.TCP.url()).open();
                WirePeer peer = connect(pair, Protocol.PAIR0)) {
            Call<Message> recv = new Call<>(pair::recv);
            recv.awaitLead();
            peer.send("first");
            recv.get();
            Events.eventually(LeadTest::homesSelect);
            peer.send("second");
            Events.eventually(() -> pair.stats().rxMessages() == 2);
            assertThat(pair.recv().text()).isEqualTo("second");
        }
    }

    @Test
    void aTimeoutEndsTheLead() throws Exception {
        Duration wait = Duration.ofMillis(60);
        try (Pair0 pair = Over.pair().listen(Over.TCP.url()).open();
                WirePeer peer = connect(pair, Protocol.PAIR0)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> pair.recv(wait)).isInstanceOf(SpException.Timeout.class);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(wait.toNanos());
            peer.send("later");
            assertThat(pair.recv().text()).isEqualTo("later");
        }
    }

    @Test
    void anInterruptEndsTheLeadAndLeavesTheConnection() throws Exception {
        try (Pair0 pair = Over.pair().listen(Over.TCP.url()).open();
                WirePeer peer = connect(pair, Protocol.PAIR0)) {
            Call<Message> recv = new Call<>(pair::recv);
            recv.awaitLead();
            recv.thread.interrupt();
            assertThatThrownBy(recv::get).isInstanceOf(SpException.Interrupted.class);
            peer.send("after");
            assertThat(pair.recv().text()).isEqualTo("after");
            assertThat(pair.pipes()).hasSize(1);
        }
    }

    @Test
    void closingEndsTheLead() throws Exception {
        Pair0 pair = Over.pair().listen(Over.TCP.url()).open();
        try (WirePeer peer = connect(pair, Protocol.PAIR0)) {
            Call<Message> recv = new Call<>(pair::recv);
            recv.awaitLead();
            Call<Boolean> close = new Call<>(() -> {
                pair.close();
                return true;
            });
            assertThatThrownBy(recv::get).isInstanceOf(SpException.Closed.class);
            assertThat(peer.isClosedByPeer()).isTrue();
            assertThat(close.get()).isTrue();
        } finally {
            pair.close();
        }
    }

    @Test
    void othersSendWhileOneLeads() throws Exception {
        int messages = 20_000;
        try (Pair0 pair = Over.pair().listen(Over.TCP.url()).open();
                WirePeer peer = connect(pair, Protocol.PAIR0)) {
            Call<Message> recv = new Call<>(pair::recv);
            recv.awaitLead();
            Call<Boolean> send = new Call<>(() -> {
                for (int i = 0; i < messages; i++) {
                    pair.send("n" + i);
                }
                return true;
            });
            for (int i = 0; i < messages; i++) {
                assertThat(peer.recv().text(0)).isEqualTo("n" + i);
            }
            send.get();
            assertThat(recv.outcome).isNotDone();
            peer.send("done");
            assertThat(recv.get().text()).isEqualTo("done");
        }
    }

    @Test
    void twoReceiversAreBothServed() throws Exception {
        try (Pair0 pair = Over.pair().listen(Over.TCP.url()).open();
                WirePeer peer = connect(pair, Protocol.PAIR0)) {
            for (int i = 0; i < 200; i++) {
                Call<Message> one = new Call<>(pair::recv);
                Call<Message> other = new Call<>(pair::recv);
                peer.send("a");
                peer.send("b");
                assertThat(new String[] {one.get().text(), other.get().text()}).containsExactlyInAnyOrder("a", "b");
            }
        }
    }

    @Test
    void aSecondReceiverIsServedWhenTheFirstHasGone() throws Exception {
        try (Pair0 pair = Over.pair().listen(Over.TCP.url()).open();
                WirePeer peer = connect(pair, Protocol.PAIR0)) {
            Call<Message> leader = new Call<>(pair::recv);
            leader.awaitLead();
            Call<Message> second = new Call<>(pair::recv);
            Events.eventually(() -> second.thread.getState() == Thread.State.WAITING
                    || second.thread.getState() == Thread.State.TIMED_WAITING);
            peer.send("a");
            assertThat(leader.get().text()).isEqualTo("a");
            Events.eventually(LeadTest::homesSelect);
            peer.send("b");
            assertThat(second.get().text()).isEqualTo("b");
        }
    }

    @Test
    void eventsAreNotToldOnTheLeader() throws Exception {
        CompletableFuture<Thread> told = new CompletableFuture<>();
        try (Pair0 pair = Over.pair()
                .listen(Over.TCP.url())
                .onEvent(SocketEvent.PipeDetached.class, event -> told.complete(Thread.currentThread()))
                .open()) {
            Call<Message> recv;
            try (WirePeer peer = connect(pair, Protocol.PAIR0)) {
                peer.send("first");
                assertThat(pair.recv().text()).isEqualTo("first");
                recv = new Call<>(pair::recv);
                recv.awaitLead();
            }
            assertThat(told.get(Over.HANG.toSeconds(), TimeUnit.SECONDS)).isNotSameAs(recv.thread);
            try (WirePeer again = connect(pair, Protocol.PAIR0)) {
                again.send("reconnected");
                assertThat(recv.get().text()).isEqualTo("reconnected");
            }
        }
    }
}
