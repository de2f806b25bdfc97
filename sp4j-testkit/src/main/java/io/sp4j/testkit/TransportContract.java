package io.sp4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.CloseReport;
import io.sp4j.DialMode;
import io.sp4j.Dialer;
import io.sp4j.Listener;
import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketBuilder;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every transport keeps, seen through sockets. A subclass says where to listen. */
@ExtendWith(LeakGate.class)
public abstract class TransportContract {
    /** No correct run takes this long. */
    protected static final Duration HANG = Duration.ofSeconds(20);

    /** Where to listen; each test once, or twice one after the other. */
    protected abstract String listenUrl();

    /** Sets what sockets need for this transport; nothing unless overridden. */
    protected <B extends SocketBuilder<?, B>> B with(B builder) {
        return builder;
    }

    private Pair0.Builder pair() {
        // not the executor of sp4j: its threads idle for a second, which each test would wait for
        return with(Pair0.builder().recvTimeout(HANG).sendTimeout(HANG).executor(ForkJoinPool.commonPool()));
    }

    @Test
    @Spec("spec.md 10 #12")
    void carriesAMessageOfLengthZero() {
        try (Pair0 a = pair().listen(listenUrl()).open();
                Pair0 b = pair().dial(a.url()).open()) {
            b.send(new byte[0]);
            assertThat(a.recv().length()).isZero();
            a.send(new byte[0]);
            assertThat(b.recv().length()).isZero();
        }
    }

    @Test
    @Spec("spec.md 10 #13")
    void carriesBodiesOfEverySizeUnchanged() {
        try (Pair0 a = pair().listen(listenUrl()).open();
                Pair0 b = pair().dial(a.url()).open()) {
            Random random = new Random(7);
            for (int size :
                    new int[] {1, 2, 7, 8, 9, 4095, 4096, 4097, 65_535, 65_536, 65_537, 262_144, (1 << 20) - 1, 1 << 20
                    }) {
                byte[] body = new byte[size];
                random.nextBytes(body);
                b.send(body);
                assertThat(Arrays.equals(a.recv().bytes(), body))
                        .as("%d bytes there", size)
                        .isTrue();
                a.send(body);
                assertThat(Arrays.equals(b.recv().bytes(), body))
                        .as("%d bytes back", size)
                        .isTrue();
            }
        }
    }

    @Test
    @Spec("spec.md 10 #13")
    void carriesSixteenMebibytesWhereTheLimitAllows() {
        try (Pair0 a = pair().listen(listenUrl()).recvMaxSize(16 << 20).open();
                Pair0 b = pair().dial(a.url()).open()) {
            byte[] body = new byte[16 << 20];
            new Random(8).nextBytes(body);
            b.send(body);
            assertThat(Arrays.equals(a.recv().bytes(), body)).isTrue();
        }
    }

    @Test
    @Spec({"spec.md 10 #86", "spec.md 10 #97"})
    void closesTheConnectionOfAMessageAboveTheLimit() throws InterruptedException {
        BlockingQueue<SocketEvent.PipeDetached> ends = new LinkedBlockingQueue<>();
        BlockingQueue<SocketEvent.PipeDetached> senderEnds = new LinkedBlockingQueue<>();
        try (Pair0 a = pair().recvMaxSize(1000)
                        .listen(listenUrl())
                        .onEvent(SocketEvent.PipeDetached.class, ends::add)
                        .open();
                Pair0 b = pair().onEvent(SocketEvent.PipeDetached.class, senderEnds::add)
                        .dial(a.url())
                        .open()) {
            b.send(new byte[1000]);
            assertThat(a.recv().length()).isEqualTo(1000);
            b.send(new byte[1000 + 65]);
            SocketEvent.PipeDetached end = ends.poll(HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            assertThat(end.reason()).isEqualTo(CloseReason.MESSAGE_TOO_LARGE);
            assertThat(end.detail()).contains("1065");
            assertThat(senderEnds.poll(HANG.toSeconds(), TimeUnit.SECONDS)).isNotNull();
            b.send("after the redial");
            assertThat(a.recv().text()).isEqualTo("after the redial");
        }
    }

    @Test
    @Spec("spec.md 10 #88")
    void keepsTheOrderOfManyMessages() throws Exception {
        int count = 50_000;
        try (Pair0 a = pair().listen(listenUrl()).open();
                Pair0 b = pair().dial(a.url()).open()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < count; i++) {
                    b.send(Integer.toString(i));
                }
            });
            for (int i = 0; i < count; i++) {
                assertThat(a.recv().text()).isEqualTo(Integer.toString(i));
            }
            sending.get(HANG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void holdsASenderBackWhenTheReceiverDoesNotTake() {
        try (Pair0 a = pair().listen(listenUrl()).recvBuffer(4).open();
                Pair0 b = pair().dial(a.url()).open()) {
            b.awaitPipes(1, HANG);
            byte[] body = new byte[64 << 10];
            int sent = 0;
            while (sent < 100_000 && trySendFor(b, body)) {
                sent++;
            }
            assertThat(sent).isBetween(1, 99_999);
            for (int i = 0; i < sent; i++) {
                assertThat(a.recv().length()).isEqualTo(body.length);
            }
            b.send("more");
            assertThat(a.recv().text()).isEqualTo("more");
        }
    }

    private static boolean trySendFor(Pair0 socket, byte[] body) {
        try {
            socket.send(body, Duration.ofMillis(300));
            return true;
        } catch (SpException.Timeout e) {
            return false;
        }
    }

    @Test
    void refusesADialWhereNobodyListens() {
        String url;
        try (Pair0 a = pair().listen(listenUrl()).open()) {
            url = a.url();
        }
        try (Pair0 b = pair().open()) {
            assertThatThrownBy(() -> b.dial(url, DialMode.BLOCKING)).isInstanceOf(SpException.ConnectionRefused.class);
            assertThat(b.dialers()).isEmpty();
        }
    }

    @Test
    @Spec("spec.md 10 #84")
    void refusesToListenTwiceAndListensAgainAfterClose() {
        try (Pair0 a = pair().open();
                Pair0 b = pair().open()) {
            Listener first = a.listen(listenUrl());
            String url = first.url();
            assertThatThrownBy(() -> b.listen(url)).isInstanceOf(SpException.AddressInUse.class);
            first.close();
            b.listen(url);
            assertThat(a.dial(url, DialMode.BLOCKING).state()).isEqualTo(Dialer.State.UP);
        }
    }

    @Test
    @Spec({"spec.md 10 #3", "spec.md 10 #4", "api.md D8"})
    void tellsBothProtocolsWhenThePeerSpeaksAnother() {
        try (Rep0 rep = with(Rep0.builder())
                        .executor(ForkJoinPool.commonPool())
                        .listen(listenUrl())
                        .open();
                Pair0 wrong = pair().open();
                Req0 right = with(Req0.builder()).recvTimeout(HANG).open()) {
            assertThatThrownBy(() -> wrong.dial(rep.url(), DialMode.BLOCKING))
                    .isInstanceOf(SpException.ProtocolError.class)
                    .hasMessageContaining("pair")
                    .hasMessageContaining("rep");
            right.dial(rep.url(), DialMode.BLOCKING);
            rep.serve(request -> request, 1);
            assertThat(right.request("still works").text()).isEqualTo("still works");
            assertThat(rep.stats().handshakeFailures()).containsEntry(CloseReason.PROTOCOL_MISMATCH, 1L);
        }
    }

    @Test
    @Spec("spec.md 10 #107")
    void connectsWhenTheListenerComesLater() {
        String url;
        try (Pair0 a = pair().listen(listenUrl()).open()) {
            url = a.url();
        }
        try (Pair0 b =
                pair().reconnect(Duration.ofMillis(10), Duration.ofMillis(50)).open()) {
            Dialer dialer = b.dial(url, DialMode.BACKGROUND);
            try (Pair0 a = pair().listen(url).open()) {
                dialer.awaitConnected(HANG);
                b.send("late");
                assertThat(a.recv().text()).isEqualTo("late");
            }
        }
    }

    @Test
    @Spec("spec.md 10 #109")
    void dialsAgainWithAnotherPipeWhenThePipeIsClosed() {
        try (Pair0 a = pair().listen(listenUrl()).open();
                Pair0 b = pair().reconnect(Duration.ofMillis(10), Duration.ofMillis(50))
                        .open()) {
            Dialer dialer = b.dial(a.url(), DialMode.BLOCKING);
            Pipe first = dialer.pipe().orElseThrow();
            b.send("first");
            a.recv();
            first.close();
            b.send("second");
            assertThat(a.recv().text()).isEqualTo("second");
            assertThat(first.isOpen()).isFalse();
            assertThat(first.closeReason()).contains(CloseReason.LOCAL_CLOSE);
            assertThat(dialer.awaitConnected(HANG).id()).isNotEqualTo(first.id());
        }
    }

    @Test
    @Spec({"spec.md 10 #114", "api.md D15"})
    void writesWhatWasAcceptedBeforeItCloses() {
        int count = 500;
        try (Pair0 a = pair().listen(listenUrl()).open();
                Pair0 b = pair().dial(a.url()).open()) {
            for (int i = 0; i < count; i++) {
                b.send("message " + i);
            }
            CloseReport report = b.close(HANG);
            assertThat(report.unsent()).isZero();
            for (int i = 0; i < count; i++) {
                assertThat(a.recv().text()).isEqualTo("message " + i);
            }
        }
    }

    @Test
    @Spec("spec.md 10 #111")
    void endsTheConnectionsOfAClosedListener() throws InterruptedException {
        BlockingQueue<SocketEvent.PipeDetached> ends = new LinkedBlockingQueue<>();
        try (Pair0 a = pair().open();
                Pair0 b = pair().onEvent(SocketEvent.PipeDetached.class, ends::add)
                        .open()) {
            Listener listener = a.listen(listenUrl());
            b.dial(listener.url(), DialMode.BLOCKING);
            a.awaitPipes(1, HANG);
            listener.close();
            assertThat(ends.poll(HANG.toSeconds(), TimeUnit.SECONDS)).isNotNull();
            assertThat(a.listeners()).isEmpty();
        }
    }

    @Test
    void tellsWhoIsConnected() {
        try (Pair0 a = pair().listen(listenUrl()).open();
                Pair0 b = pair().open()) {
            Dialer dialer = b.dial(a.url(), DialMode.BLOCKING);
            Pipe near = dialer.pipe().orElseThrow();
            Pipe far = a.awaitPipes(1, HANG).get(0);
            assertThat(near.dialer()).containsSame(dialer);
            assertThat(near.listener()).isEmpty();
            assertThat(far.listener()).containsSame(a.listeners().get(0));
            assertThat(near.remote()).isEqualTo(a.listeners().get(0).local());
            assertThat(far.remote()).isEqualTo(near.local());
            b.send("who am I?");
            Message m = a.recv();
            assertThat(m.pipe()).isSameAs(far);
        }
    }
}
