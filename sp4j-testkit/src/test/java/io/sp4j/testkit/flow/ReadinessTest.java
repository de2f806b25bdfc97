package io.sp4j.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Bus0;
import io.sp4j.Pair0;
import io.sp4j.Pair1;
import io.sp4j.Pipe;
import io.sp4j.Pub0;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.Receiver;
import io.sp4j.Registration;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Respondent0;
import io.sp4j.Sender;
import io.sp4j.SocketBuilder;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.Sub0;
import io.sp4j.Surveyor0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import io.sp4j.testkit.hostile.Await;
import io.sp4j.testkit.hostile.Listening;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Waiting for a socket without receiving or sending. */
@ExtendWith(LeakGate.class)
class ReadinessTest {
    private static final Duration HANG = Duration.ofSeconds(20);

    @Test
    @Spec({"api.md D13", "api.md 1.10 #18"})
    void isReadableForASelectorWhileAMessageIsThere() throws Exception {
        String url = "inproc://ready-recv";
        try (Pull0 pull = Pull0.listening(url);
                Push0 push = Push0.dialing(url);
                SelectableChannel ready = pull.recvReady();
                Selector selector = Selector.open()) {
            assertThat(pull.recvReady()).isSameAs(ready);
            ready.register(selector, SelectionKey.OP_READ);
            assertThat(selectNow(selector)).isFalse();
            for (int round = 0; round < 100; round++) {
                push.send("one");
                push.send("two");
                int sent = 2 * (round + 1);
                Await.until(() -> pull.stats().rxMessages() == sent, () -> "both have come");
                assertThat(selectNow(selector)).isTrue();
                pull.recv();
                assertThat(selectNow(selector)).as("level-triggered").isTrue();
                pull.recv();
                assertThat(selectNow(selector)).isFalse();
            }
            pull.close(Duration.ZERO);
            assertThat(selectNow(selector)).as("closed").isTrue();
            assertThatThrownBy(pull::recv).isInstanceOf(SpException.Closed.class);
            assertThatThrownBy(pull::recvReady).isInstanceOf(SpException.Closed.class);
        }
    }

    @Test
    @Spec({"api.md D13", "api.md 1.10 #18"})
    void isReadableForASelectorWhileASendIsPossible() throws Exception {
        String url = "inproc://ready-send";
        try (Push0 push = Push0.listening(url);
                SelectableChannel ready = push.sendReady();
                Selector selector = Selector.open()) {
            ready.register(selector, SelectionKey.OP_READ);
            assertThat(selectNow(selector)).as("nobody pulls").isFalse();
            try (Pull0 pull = Pull0.builder().recvBuffer(1).dial(url).open()) {
                assertThat(selectNow(selector)).isTrue();
                while (push.trySend("more")) {
                    assertThat(push.isClosed()).isFalse();
                }
                assertThat(selectNow(selector)).as("full").isFalse();
                while (!selectNow(selector)) {
                    assertThat(pull.recv(HANG).text()).isEqualTo("more");
                }
                assertThat(push.trySend("fits")).isTrue();
            }
            Await.until(() -> push.pipes().isEmpty(), () -> "the puller is gone");
        }
    }

    @Test
    @Spec("api.md D13")
    void staysRightUnderLoad() throws Exception {
        int count = 50_000;
        try (Pull0 pull = Pull0.builder()
                        .executor(Listening.EXECUTOR)
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Push0 push = Push0.builder()
                        .executor(Listening.EXECUTOR)
                        .dial(pull.url())
                        .open();
                SelectableChannel ready = pull.recvReady();
                Selector selector = Selector.open()) {
            ready.register(selector, SelectionKey.OP_READ);
            Thread sender = new Thread(() -> IntStream.range(0, count).forEach(i -> push.send("m", HANG)));
            sender.start();
            for (int got = 0; got < count; ) {
                selector.select(HANG.toMillis());
                assertThat(selector.selectedKeys()).as("after %d", got).hasSize(1);
                selector.selectedKeys().clear();
                while (pull.tryRecv().isPresent()) {
                    got++;
                }
            }
            sender.join();
            assertThat(selectNow(selector)).isFalse();
        }
    }

    @Test
    @Spec("api.md D13")
    void runsAnActionEachTimeThatThereIsSomething() {
        String url = "inproc://on-receivable";
        try (Pair0 a = Pair0.builder().executor(Listening.EXECUTOR).listen(url).open();
                Pair0 b = Pair0.builder().executor(Listening.EXECUTOR).dial(url).open()) {
            AtomicInteger got = new AtomicInteger();
            AtomicInteger runs = new AtomicInteger();
            b.send("before");
            Registration registration = a.onReceivable(() -> {
                runs.incrementAndGet();
                while (a.tryRecv().isPresent()) {
                    got.incrementAndGet();
                }
            });
            Await.until(() -> got.get() == 1, () -> "what was there already");
            for (int i = 0; i < 5_000; i++) {
                b.send("next", HANG);
            }
            Await.until(() -> got.get() == 5_001, () -> "all, got " + got);
            registration.close();
            int before = runs.get();
            b.send("unheard");
            assertThat(a.recv(HANG).text()).isEqualTo("unheard");
            assertThat(runs).hasValue(before);
        }
    }

    @Test
    @Spec("api.md D13")
    void runsTheActionAtCloseAndReportsWhatItThrows() {
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        try (Pull0 pull = Pull0.builder()
                .executor(Listening.EXECUTOR)
                .onEvent(SocketEvent.CallbackFailed.class, event -> failures.incrementAndGet())
                .listen("inproc://on-receivable-close")
                .open()) {
            pull.onReceivable(() -> {
                runs.incrementAndGet();
                throw new IllegalStateException("from the action");
            });
            try (Push0 push = Push0.dialing(pull.url())) {
                push.send("wake up");
                Await.until(() -> failures.get() == 1, () -> "reported");
            }
            pull.close(Duration.ZERO);
            Await.until(() -> runs.get() == 2, () -> "told of the close");
            assertThatThrownBy(() -> pull.onReceivable(() -> {})).isInstanceOf(SpException.Closed.class);
        }
    }

    @Test
    @Spec("api.md D13")
    void knowsOfEachProtocolWhenItCanReceiveAndSend() {
        try (Bus0 bus = inline(Bus0.builder());
                Pub0 pub = inline(Pub0.builder());
                Sub0 sub = inline(Sub0.builder());
                Req0 req = inline(Req0.builder().listen("inproc://ready-req"));
                Rep0 rep = inline(Rep0.builder());
                Surveyor0 surveyor = inline(Surveyor0.builder().listen("inproc://ready-surveyor"));
                Respondent0 respondent = inline(Respondent0.builder());
                Pair1 poly = inline(Pair1.builder().polyamorous().listen("inproc://ready-poly"));
                Pair1 one = Pair1.open();
                Pair1 two = Pair1.open()) {
            assertSendable(bus, pub, surveyor);
            assertNotSendable(req, rep, respondent, poly);
            assertNotReceivable(bus, sub, req, rep, surveyor, respondent, poly);
            rep.dial(req.url());
            assertSendable(req);
            req.send("question");
            assertReceivable(rep);
            rep.recv();
            assertNotReceivable(rep);
            assertSendable(rep);
            rep.send("answer");
            assertNotSendable(rep);
            assertReceivable(req);
            respondent.dial(surveyor.url());
            surveyor.send("who?");
            assertReceivable(respondent);
            respondent.recv();
            respondent.send("me");
            assertReceivable(surveyor);
            one.dial(poly.url());
            assertSendable(poly);
            Pipe toOne = poly.pipes().get(0);
            assertSendable(toOne);
            two.dial(poly.url());
            assertNotSendable(poly);
            assertSendable(toOne);
        }
    }

    @Test
    @Spec("api.md D13")
    void offersChannelsOnSocketsOnly() {
        try (Rep0 rep = Rep0.open();
                Rep0.Context context = rep.openContext()) {
            assertThatThrownBy(context::recvReady)
                    .isInstanceOf(SpException.NotSupported.class)
                    .hasMessageContaining("onReceivable");
            assertThatThrownBy(context::sendReady).isInstanceOf(SpException.NotSupported.class);
        }
    }

    /** A socket whose actions run before the call that causes them returns. */
    private static <S extends SpSocket> S inline(SocketBuilder<S, ?> builder) {
        builder.executor(Runnable::run);
        return builder.open();
    }

    private static void assertReceivable(Receiver... receivers) {
        for (Receiver receiver : receivers) {
            Await.until(() -> isReady(receiver), () -> receiver + " becomes receivable");
        }
    }

    private static void assertNotReceivable(Receiver... receivers) {
        for (Receiver receiver : receivers) {
            assertThat(isReady(receiver)).as("receivable: %s", receiver).isFalse();
        }
    }

    private static void assertSendable(Sender... senders) {
        for (Sender sender : senders) {
            Await.until(() -> isReady(sender), () -> sender + " becomes sendable");
        }
    }

    private static void assertNotSendable(Sender... senders) {
        for (Sender sender : senders) {
            assertThat(isReady(sender)).as("sendable: %s", sender).isFalse();
        }
    }

    /** Whether an action that is registered now runs at once. */
    private static boolean isReady(Receiver receiver) {
        AtomicInteger runs = new AtomicInteger();
        receiver.onReceivable(runs::incrementAndGet).close();
        return runs.get() > 0;
    }

    private static boolean isReady(Sender sender) {
        AtomicInteger runs = new AtomicInteger();
        sender.onSendable(runs::incrementAndGet).close();
        return runs.get() > 0;
    }

    private static boolean selectNow(Selector selector) throws Exception {
        boolean ready = selector.selectNow() > 0 || !selector.selectedKeys().isEmpty();
        selector.selectedKeys().clear();
        return ready;
    }
}
