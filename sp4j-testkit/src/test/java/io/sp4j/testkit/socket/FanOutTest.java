package io.sp4j.testkit.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Bus0;
import io.sp4j.DropReason;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pipe;
import io.sp4j.PipeStats;
import io.sp4j.Pub0;
import io.sp4j.Pull0;
import io.sp4j.Push0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.Sub0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pub and sub, push and pull, and bus, as a program sees them. */
@ExtendWith(LeakGate.class)
class FanOutTest {
    private static final String TCP = "tcp://127.0.0.1:0";
    private static final String INPROC = "inproc://fan-out";
    private static final Duration HANG = Duration.ofSeconds(20);

    private static Sub0 sub(String url, String... topics) {
        return Sub0.builder().topics(topics).recvTimeout(HANG).dial(url).open();
    }

    private static int portOf(SpSocket listening) {
        return listening.listeners().get(0).local().port().orElseThrow();
    }

    /** The seed's example of four subscribers, unedited but for the sleep. */
    @ParameterizedTest
    @ValueSource(strings = {TCP, INPROC})
    @Spec("api.md 4 pubsub_sync")
    void publishesToFourSubscribers(String address) {
        try (Pub0 pub = Pub0.listening(address);
                Sub0 wolf = sub(pub.url(), "wolf");
                Sub0 puppy = sub(pub.url(), "puppy");
                Sub0 both = sub(pub.url(), "wolf", "puppy");
                Sub0 none = sub(pub.url())) {
            pub.awaitPipes(4, HANG);
            pub.send("puppy: that is a cute dog");
            pub.send("wolf: that is a big dog");
            assertThat(puppy.recv().text()).startsWith("puppy");
            assertThat(wolf.recv().text()).startsWith("wolf");
            assertThat(both.recv().text()).startsWith("puppy");
            assertThat(both.recv().text()).startsWith("wolf");
            assertThat(none.tryRecv()).isEmpty();
            assertThatThrownBy(() -> wolf.recv(Duration.ZERO)).isInstanceOf(SpException.Timeout.class);
        }
    }

    @Test
    @Spec("api.md 1.10 #8")
    void dropsForASlowSubscriberOnlyAndCountsEveryMessage() throws Exception {
        int count = 200;
        try (Pub0 pub = Pub0.builder().listen(TCP).sendBuffer(4).open();
                MuteSubscriber slow = new MuteSubscriber(portOf(pub));
                Sub0 quick = sub(pub.url(), "")) {
            List<Pipe> pipes = new ArrayList<>(pub.awaitPipes(2, HANG));
            if (!slow.isAt(pipes.get(0))) {
                Collections.reverse(pipes);
            }
            byte[] body = new byte[256 << 10];
            for (int i = 0; i < count; i++) {
                body[0] = (byte) i;
                pub.send(body);
                assertThat(quick.recv().byteAt(0)).isEqualTo((byte) i);
            }
            PipeStats stalled = pipes.get(0).stats();
            long dropped = stalled.drops().getOrDefault(DropReason.QUEUE_FULL, 0L);
            assertThat(dropped).isPositive();
            assertThat(stalled.enqueued()).isEqualTo(count);
            assertThat(stalled.txMessages() + stalled.queued() + dropped).isEqualTo(count);
            assertThat(pub.stats().drops()).isEqualTo(Map.of(DropReason.QUEUE_FULL, dropped));
            assertThat(pipes.get(1).stats().drops()).isEmpty();
            pub.close(Duration.ZERO);
            PipeStats last = pipes.get(0).stats();
            long drops =
                    last.drops().values().stream().mapToLong(Long::longValue).sum();
            assertThat(last.enqueued()).isEqualTo(last.txMessages() + last.handedBack() + drops);
        }
    }

    @Test
    @Spec({"spec.md 10 #50", "reliability.md 5 #20"})
    void cutsOffASubscriberThatSends() throws Exception {
        try (Pub0 pub = Pub0.listening(TCP);
                MuteSubscriber talker = new MuteSubscriber(portOf(pub));
                Sub0 silent = sub(pub.url(), "")) {
            pub.awaitPipes(2, HANG);
            talker.say("hello");
            talker.awaitEnd();
            pub.send("still here");
            assertThat(silent.recv().text()).isEqualTo("still here");
            assertThat(pub.pipes()).hasSize(1);
        }
    }

    @Test
    void subscribesAndUnsubscribesSocketsAndContexts() {
        try (Pub0 pub = Pub0.listening(INPROC);
                Sub0 sub = Sub0.builder()
                        .dial(pub.url())
                        .recvTimeout(HANG)
                        .recvBuffer(3)
                        .dropNewest()
                        .open()) {
            Sub0.Context context = sub.openContext();
            context.subscribe("b");
            sub.subscribe(new byte[] {'a'});
            pub.awaitPipes(1, HANG);
            for (String text : List.of("a1", "b1", "a2", "c1")) {
                pub.send(text);
            }
            assertThat(context.recv().text()).isEqualTo("b1");
            assertThat(sub.recv().text()).isEqualTo("a1");
            while (sub.stats().rxMessages() < 4) {
                Thread.onSpinWait();
            }
            sub.unsubscribe("a");
            assertThat(sub.tryRecv()).isEmpty();
            assertThat(sub.stats().drops()).isEqualTo(Map.of(DropReason.NOT_SUBSCRIBED, 2L));
            assertThatThrownBy(() -> sub.unsubscribe("a\n"))
                    .isInstanceOf(SpException.NoEntry.class)
                    .hasMessageContaining("\"a\\n\"");
            assertThat(context.get(Options.SUB_PREFER_NEW)).isFalse();
            assertThat(context.get(Options.RECV_BUFFER)).isEqualTo(3);
            context.close();
            assertThatThrownBy(() -> context.subscribe("x")).isInstanceOf(SpException.Closed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, INPROC})
    @Spec("api.md 4 pushpull_sync")
    void handsOutWorkInTurn(String address) {
        try (Push0 push = Push0.builder().listen(address).sendTimeout(HANG).open();
                Pull0 one = Pull0.builder().dial(push.url()).recvTimeout(HANG).open();
                Pull0 two = Pull0.builder().dial(push.url()).recvTimeout(HANG).open()) {
            push.awaitPipes(2, HANG);
            for (int i = 0; i < 6; i++) {
                push.send("job " + i);
            }
            Set<String> jobs = new TreeSet<>();
            for (int i = 0; i < 3; i++) {
                jobs.add(one.recv().text());
                jobs.add(two.recv().text());
            }
            assertThat(jobs).hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, INPROC})
    void losesNothingUnderBackPressure(String address) {
        int each = 20_000;
        try (Pull0 pull =
                Pull0.builder().listen(address).recvTimeout(HANG).recvBuffer(16).open()) {
            List<Push0> pushers = new ArrayList<>();
            List<CompletableFuture<Void>> senders = new ArrayList<>();
            for (int p = 0; p < 3; p++) {
                Push0 push = Push0.builder().dial(pull.url()).sendTimeout(HANG).open();
                pushers.add(push);
                int id = p;
                senders.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < each; i++) {
                        push.send(id + " " + i);
                    }
                }));
            }
            int[] next = new int[3];
            for (int i = 0; i < 3 * each; i++) {
                String[] parts = pull.recv().text().split(" ");
                assertThat(Integer.parseInt(parts[1])).isEqualTo(next[Integer.parseInt(parts[0])]++);
            }
            senders.forEach(CompletableFuture::join);
            assertThat(pull.tryRecv()).isEmpty();
            pushers.forEach(Push0::close);
        }
    }

    @Test
    @Spec({"spec.md 10 #58", "reliability.md 5 #20"})
    void keepsAPullerThatTalksAndDiscardsWhatItSays() throws Exception {
        CompletableFuture<Void> discarded = new CompletableFuture<>();
        try (Push0 push = Push0.builder()
                        .listen(TCP)
                        .onEvent(SocketEvent.MessagesDropped.class, event -> discarded.complete(null))
                        .open();
                MuteSubscriber talker = new MuteSubscriber(portOf(push), 0x51)) {
            Pipe pipe = push.awaitPipes(1, HANG).get(0);
            for (int i = 0; i < 20; i++) {
                talker.say("hello");
            }
            discarded.get(HANG.toSeconds(), TimeUnit.SECONDS);
            push.send("work", HANG);
            assertThat(pipe.isOpen()).isTrue();
            assertThat(push.stats().drops()).containsOnlyKeys(DropReason.UNEXPECTED_DATA);
        }
    }

    @Test
    @Spec("spec.md 10 #54")
    void acceptsWorkBeforeAPullerExists() {
        try (Push0 push = Push0.builder().listen(INPROC).sendBuffer(2).open()) {
            assertThat(push.trySend("1")).isTrue();
            assertThat(push.trySend("2")).isTrue();
            assertThat(push.trySend("3")).isFalse();
            try (Pull0 pull = Pull0.builder().dial(push.url()).recvTimeout(HANG).open()) {
                assertThat(pull.recv().text()).isEqualTo("1");
                assertThat(pull.recv().text()).isEqualTo("2");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, INPROC})
    @Spec({"api.md 4 bus0_sync", "spec.md 10 #70", "api.md 1.10 #12"})
    void tellsNeighboursAndNobodyBeyond(String address) {
        try (Bus0 hub = Bus0.builder().listen(address).recvTimeout(HANG).open();
                Bus0 left = Bus0.builder().dial(hub.url()).recvTimeout(HANG).open();
                Bus0 right = Bus0.builder().dial(hub.url()).recvTimeout(HANG).open()) {
            hub.awaitPipes(2, HANG);
            left.send("from the left");
            assertThat(hub.recv().text()).isEqualTo("from the left");
            hub.send("from the hub");
            assertThat(left.recv().text()).isEqualTo("from the hub");
            assertThat(right.recv().text()).isEqualTo("from the hub");
            assertThat(right.tryRecv()).isEmpty();
            assertThat(hub.tryRecv()).isEmpty();
        }
    }

    @Test
    @Spec("spec.md 10 #71")
    void floodsABusWithoutWaiting() throws Exception {
        try (Bus0 hub = Bus0.builder().listen(TCP).sendBuffer(4).open();
                MuteSubscriber slow = new MuteSubscriber(portOf(hub), 0x70)) {
            Pipe pipe = hub.awaitPipes(1, HANG).get(0);
            assertThat(slow.isAt(pipe)).isTrue();
            byte[] body = new byte[256 << 10];
            for (int i = 0; i < 200; i++) {
                hub.send(body);
            }
            PipeStats stats = pipe.stats();
            long dropped = stats.protocolDrops().getOrDefault(DropReason.QUEUE_FULL, 0L);
            assertThat(dropped).isPositive();
            assertThat(stats.enqueued() + dropped).isEqualTo(200);
            hub.close(Duration.ZERO);
        }
    }

    @Test
    void hasOptionsOnlyWhereTheyDoSomething() {
        try (Pub0 pub = Pub0.open();
                Sub0 sub = Sub0.open();
                Push0 push = Push0.open();
                Pull0 pull = Pull0.open();
                Bus0 bus = Bus0.open()) {
            assertThat(pub.get(Options.SEND_BUFFER)).isEqualTo(1024);
            assertThat(push.get(Options.SEND_BUFFER)).isZero();
            assertThat(bus.get(Options.SEND_BUFFER)).isEqualTo(1024);
            assertThatThrownBy(() -> pub.get(Options.RECV_BUFFER)).isInstanceOf(SpException.NotSupported.class);
            assertThatThrownBy(() -> pub.get(Options.SEND_TIMEOUT)).isInstanceOf(SpException.NotSupported.class);
            assertThatThrownBy(() -> sub.get(Options.SEND_BUFFER)).isInstanceOf(SpException.NotSupported.class);
            assertThatThrownBy(() -> pull.get(Options.SEND_BUFFER)).isInstanceOf(SpException.NotSupported.class);
            assertThatThrownBy(() -> bus.get(Options.SUB_PREFER_NEW)).isInstanceOf(SpException.NotSupported.class);
        }
    }

    @Test
    void sendsTheSameMessageToMany() {
        Message shared = Message.of("shared");
        try (Pub0 pub = Pub0.listening(INPROC);
                Sub0 one = sub(pub.url(), "");
                Sub0 two = sub(pub.url(), "")) {
            pub.awaitPipes(2, HANG);
            pub.send(shared);
            Message first = one.recv();
            Message second = two.recv();
            assertThat(first).isEqualTo(shared).isEqualTo(second);
            assertThat(first.pipe()).isNotSameAs(second.pipe());
        }
    }
}
