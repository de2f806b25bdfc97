package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations that are given up. */
@ExtendWith(LeakGate.class)
class CancelTest {

    @ParameterizedTest
    @EnumSource
    @Spec({"spec.md 10 #9", "api.md D16"})
    void losesNoMessageWhenAReceiveIsCancelled(Over over) {
        try (Pair0 a = Over.pair().listen(over.url()).open();
                Pair0 b = Over.pair().dial(a.url()).open()) {
            CompletableFuture<Message> receive = a.recvAsync();
            assertThat(receive.cancel(true)).isTrue();
            assertThat(receive).isCancelled();
            b.send("later");
            assertThat(a.recv(Over.HANG).text()).isEqualTo("later");
        }
    }

    @Test
    @Spec("api.md D16")
    void losesNoMessageWhenItsFutureIsCompletedFromOutside() throws Exception {
        String url = Over.INPROC.url();
        try (Pair0 a = Over.pair().listen(url).open();
                Pair0 b = Over.pair().dial(url).open()) {
            CompletableFuture<Message> receive = a.recvAsync();
            assertThat(receive.complete(Message.of("made up"))).isTrue();
            CompletableFuture<Message> limited = a.recvAsync().orTimeout(30, TimeUnit.MILLISECONDS);
            Events.eventually(limited::isDone);
            assertThat(limited).isCompletedExceptionally();
            b.send("real");
            assertThat(a.recv(Over.HANG).text()).isEqualTo("real");
            CompletableFuture<Message> settled = a.recvAsync();
            b.send("there");
            settled.get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(settled.cancel(true)).isFalse();
            assertThat(settled.complete(Message.of("too late"))).isFalse();
            assertThat(settled.join().text()).isEqualTo("there");
            assertThatThrownBy(() -> a.recvAsync().obtrudeValue(null))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    @Spec("api.md D16")
    void leavesTheReceiveAloneWhenADerivedStageIsCancelled() throws Exception {
        String url = Over.INPROC.url();
        try (Pair0 a = Over.pair().listen(url).open();
                Pair0 b = Over.pair().dial(url).open()) {
            CompletableFuture<Message> receive = a.recvAsync();
            CompletableFuture<String> derived = receive.thenApply(Message::text);
            derived.cancel(true);
            b.send("still wanted");
            assertThat(receive.get(Over.HANG.toSeconds(), TimeUnit.SECONDS).text())
                    .isEqualTo("still wanted");
        }
    }

    @Test
    @Spec("api.md D16")
    void takesASendBackThatWasNotAccepted() {
        String url = Over.INPROC.url();
        try (Pair0 a = Over.pair().listen(url).open()) {
            CompletableFuture<Void> send = a.sendAsync("taken back");
            CompletableFuture<Void> other = a.sendAsync("sent");
            assertThat(send.cancel(false)).isTrue();
            try (Pair0 b = Over.pair().dial(url).open()) {
                assertThat(b.recv(Over.HANG).text()).isEqualTo("sent");
                Events.eventually(other::isDone);
                assertThat(other.cancel(true)).isFalse();
            }
        }
    }

    /** Each message is received once, whoever gives up when. */
    @ParameterizedTest
    @EnumSource
    @Spec("api.md D16")
    void receivesEveryMessageOnceWhileReceivesAreGivenUpAtRandom(Over over) throws Exception {
        int count = 3_000;
        Random random = new Random(1);
        try (Pair0 a = Over.pair().listen(over.url()).open();
                Pair0 b = Over.pair().dial(a.url()).open()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < count; i++) {
                    b.send(Integer.toString(i));
                }
            });
            List<String> got = new ArrayList<>();
            while (got.size() < count) {
                CompletableFuture<Message> receive =
                        random.nextInt(4) == 0 ? a.recvAsync(Duration.ofNanos(random.nextInt(50_000))) : a.recvAsync();
                if (random.nextBoolean() && receive.cancel(true)) {
                    continue;
                }
                try {
                    got.add(receive.get(Over.HANG.toSeconds(), TimeUnit.SECONDS).text());
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(SpException.Timeout.class);
                }
            }
            sending.get(Over.HANG.toSeconds(), TimeUnit.SECONDS);
            for (int i = 0; i < count; i++) {
                assertThat(got.get(i)).isEqualTo(Integer.toString(i));
            }
        }
    }
}
