package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.Protocol;
import io.sp4j.Registration;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in, and what is told about it. */
@ExtendWith(LeakGate.class)
class AttachTest {

    private static Pair0.Builder quick() {
        return Over.pair().reconnect(Duration.ofMillis(10), Duration.ofMillis(20));
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #110")
    void refusesOncePerConnectionAndTellsSo(Over over) throws Exception {
        Events events = new Events();
        AtomicInteger asked = new AtomicInteger();
        try (Pair0 a = quick().onEvent(SocketEvent.class, events)
                        .onAttach(pipe -> {
                            assertThat(pipe.isOpen()).isTrue();
                            return asked.incrementAndGet() > 2;
                        })
                        .listen(over.url())
                        .open();
                Pair0 b = quick().open()) {
            b.dial(a.url(), DialMode.BACKGROUND);
            for (int i = 0; i < 2; i++) {
                SocketEvent.PipeRejected rejected = events.next(SocketEvent.PipeRejected.class);
                assertThat(rejected.reason()).isSameAs(CloseReason.REFUSED);
                assertThat(rejected.remote()).isPresent();
                assertThat(rejected.detail()).contains("attach handler");
                assertThat(rejected.socket()).isSameAs(a);
            }
            Pipe pipe = events.next(SocketEvent.PipeAttached.class).pipe();
            assertThat(a.pipes()).containsExactly(pipe);
            assertThat(a.stats().rejects()).containsExactly(Map.entry(CloseReason.REFUSED, 2L));
            assertThat(a.stats().handshakeFailures()).isEmpty();
            assertThat(a.stats().connects()).isEqualTo(1);
            b.send("in");
            assertThat(a.recv().pipe()).isSameAs(pipe);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #110")
    void refusesWhenAHandlerThrows(Over over) throws Exception {
        Events events = new Events();
        try (LogCapture log = new LogCapture();
                Pair0 a = quick().onEvent(SocketEvent.class, events)
                        .listen(over.url())
                        .open();
                Pair0 b = quick().open()) {
            Registration broken = a.onAttach(pipe -> {
                throw new IllegalStateException("on purpose");
            });
            b.dial(a.url(), DialMode.BACKGROUND);
            assertThat(events.next(SocketEvent.CallbackFailed.class).error()).hasMessage("on purpose");
            assertThat(events.next(SocketEvent.PipeRejected.class).reason()).isSameAs(CloseReason.REFUSED);
            broken.close();
            assertThat(events.await(SocketEvent.PipeAttached.class).pipe().isOpen())
                    .isTrue();
            assertThat(log.warnings("SP-CALLBACK-FAILED")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #110")
    void refusesWhatItDialsToo(Over over) throws Exception {
        Events events = new Events();
        try (Pair0 a = quick().listen(over.url()).open();
                Pair0 b =
                        quick().onEvent(SocketEvent.PipeRejected.class, events).open()) {
            Registration refusing = b.onAttach(pipe -> pipe.listener().isPresent());
            assertThatThrownBy(() -> b.dial(a.url(), DialMode.BLOCKING))
                    .isInstanceOf(SpException.ConnectionAborted.class)
                    .hasMessageContaining("attach handler");
            assertThat(events.next(SocketEvent.PipeRejected.class).reason()).isSameAs(CloseReason.REFUSED);
            refusing.close();
            b.dial(a.url(), DialMode.BLOCKING);
            assertThat(events.isEmpty()).isTrue();
        }
    }

    @Test
    @Spec("spec.md 10 #110")
    void cutsThePeerOffWhenAHandlerTakesLongerThanTheHandshakeMay() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (Pair0 a = quick().set(Options.HANDSHAKE_TIMEOUT, Duration.ofMillis(100))
                .onAttach(pipe -> {
                    try {
                        return goOn.await(Over.HANG.toSeconds(), TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        return false;
                    }
                })
                .listen("tcp://127.0.0.1:0")
                .open()) {
            int port = a.listeners().get(0).local().port().orElseThrow();
            try (WirePeer peer = WirePeer.connect(port, Protocol.PAIR0)) {
                assertThat(peer.isClosedByPeer()).isTrue();
            }
            assertThat(a.pipes()).isEmpty();
            goOn.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #19", "spec.md 10 #110", "api.md 1.10 #1"})
    void refusesASecondPeerOfAPairUntilTheFirstIsGone(Over over) throws Exception {
        Events events = new Events();
        try (LogCapture log = new LogCapture();
                Pair0 a = quick().onEvent(SocketEvent.PipeRejected.class, events)
                        .listen(over.url())
                        .open();
                Pair0 second = quick().open()) {
            try (Pair0 first = quick().dial(a.url(), DialMode.BLOCKING).open()) {
                a.awaitPipes(1, Over.HANG);
                second.dial(a.url(), DialMode.BACKGROUND);
                assertThat(events.next(SocketEvent.PipeRejected.class).reason()).isSameAs(CloseReason.BUSY);
                first.send("not disturbed");
                assertThat(a.recv().text()).isEqualTo("not disturbed");
                Events.eventually(() -> a.stats().rejects().getOrDefault(CloseReason.BUSY, 0L) > 1);
                assertThat(a.stats().handshakeFailures()).isEmpty();
            }
            second.send("my turn");
            assertThat(a.recv().text()).isEqualTo("my turn");
            assertThat(log.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #110")
    void tellsOfEveryPipeInOrder(Over over) throws Exception {
        Events events = new Events();
        List<SocketEvent> all = new CopyOnWriteArrayList<>();
        try (Pair0 a = quick().onEvent(SocketEvent.class, all::add)
                .onEvent(SocketEvent.PipeDetached.class, events)
                .listen(over.url())
                .open()) {
            for (int i = 0; i < 20; i++) {
                try (Pair0 b = quick().dial(a.url()).open()) {
                    b.send("x");
                    a.recv();
                }
                events.next(SocketEvent.PipeDetached.class);
            }
            Pipe open = null;
            int pairs = 0;
            for (SocketEvent event : all) {
                if (event instanceof SocketEvent.PipeAttached attached) {
                    assertThat(open).isNull();
                    open = attached.pipe();
                } else if (event instanceof SocketEvent.PipeDetached detached) {
                    assertThat(detached.pipe()).isSameAs(open);
                    assertThat(detached.pipe().stats().rxMessages()).isEqualTo(1);
                    assertThat(detached.pipe().closeReason()).contains(detached.reason());
                    open = null;
                    pairs++;
                }
            }
            assertThat(pairs).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheOthersWhenAListenerThrows(Over over) throws Exception {
        Events events = new Events();
        try (LogCapture log = new LogCapture();
                Pair0 a = quick().onEvent(SocketEvent.PipeAttached.class, event -> {
                            throw new IllegalStateException("on purpose");
                        })
                        .onEvent(SocketEvent.class, events)
                        .listen(over.url())
                        .open();
                Pair0 b = quick().dial(a.url()).open()) {
            events.next(SocketEvent.PipeAttached.class);
            assertThat(events.next(SocketEvent.CallbackFailed.class).error()).hasMessage("on purpose");
            assertThat(log.warnings("SP-CALLBACK-FAILED")).hasSize(1);
            b.send("works");
            assertThat(a.recv().text()).isEqualTo("works");
            assertThat(a.stats().callbackFailures()).isEqualTo(1);
        }
    }

    @Test
    void tellsNothingAfterAListenerIsTakenBack() {
        String url = Over.INPROC.url();
        Events events = new Events();
        try (Pair0 a = quick().listen(url).open()) {
            Registration listening = a.onEvent(SocketEvent.class, events);
            listening.close();
            listening.close();
            try (Pair0 b = quick().dial(url).open()) {
                b.send("x");
                a.recv();
            }
            assertThat(events.isEmpty()).isTrue();
        }
    }

    @Test
    void usesItsOwnThreadsWhenTheExecutorTakesNoMore() throws Exception {
        String url = Over.INPROC.url();
        Events events = new Events();
        try (LogCapture log = new LogCapture();
                Pair0 a = Pair0.builder()
                        .executor(task -> {
                            throw new RejectedExecutionException("full");
                        })
                        .onEvent(SocketEvent.class, events)
                        .listen(url)
                        .open();
                Pair0 b = quick().dial(url).open()) {
            assertThat(events.next(SocketEvent.PipeAttached.class).socket()).isSameAs(a);
            assertThat(log.warnings("SP-EXECUTOR-REJECTED")).isNotEmpty();
            assertThat(b.pipes()).hasSize(1);
        }
    }
}
