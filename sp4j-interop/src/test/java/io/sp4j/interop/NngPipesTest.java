package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each side learns when the other attaches, leaves, refuses, or speaks something else. */
@RequiresPeer("nng")
@ExtendWith(LeakGate.ThreadsOnly.class)
class NngPipesTest {
    private static final String ANY = "tcp://127.0.0.1:0";

    @Test
    @Spec({"spec.md 6.5", "spec.md 10 #110"})
    void theySeeOurPipeComeAndGo() {
        try (NngSocket theirs = NngSocket.open(Protocol.PAIR0)) {
            String url = theirs.listen(ANY);
            try (Pair0 ours = Ours.prepare(Pair0.builder()).open()) {
                ours.dial(url);
                assertThat(theirs.events(2)).containsExactly("pre", "post");
            }
            assertThat(theirs.event()).isEqualTo("removed");
        }
    }

    @Test
    @Spec({"spec.md 6.5", "spec.md 10 #110"})
    void weSeeTheirPipeComeAndGo() throws Exception {
        CompletableFuture<SocketEvent.PipeDetached> gone = new CompletableFuture<>();
        try (Pair0 ours = Ours.prepare(Pair0.builder())
                .onEvent(SocketEvent.PipeDetached.class, gone::complete)
                .open()) {
            try (NngSocket theirs = NngSocket.open(Protocol.PAIR0)) {
                theirs.dial(ours.listen(ANY).url());
                ours.awaitPipes(1, HANG);
            }
            assertThat(await(gone).reason()).isEqualTo(CloseReason.PEER_CLOSED);
        }
    }

    @Test
    @Spec({"spec.md 6.5", "spec.md 10 #110"})
    void ourVetoLooksToThemLikeADisconnect() {
        try (Pair0 ours = Ours.prepare(Pair0.builder()).onAttach(pipe -> false).open();
                NngSocket theirs = NngSocket.open(Protocol.PAIR0)) {
            theirs.dial(ours.listen(ANY).url());
            theirs.awaitEvent("pre");
            theirs.awaitEvent("removed");
            assertThat(ours.pipes()).isEmpty();
        }
    }

    @Test
    @Spec({"spec.md 6.5", "spec.md 10 #110"})
    void theirVetoLooksToUsLikeADisconnect() throws Exception {
        CompletableFuture<SocketEvent.PipeDetached> gone = new CompletableFuture<>();
        try (NngSocket theirs = NngSocket.open(Protocol.PAIR0);
                Pair0 ours = Ours.prepare(Pair0.builder())
                        .onEvent(SocketEvent.PipeDetached.class, gone::complete)
                        .open()) {
            theirs.acceptOnly(pipe -> false);
            ours.dial(theirs.listen(ANY), DialMode.BACKGROUND);
            assertThat(theirs.events(2)).containsExactly("pre", "removed");
            assertThat(await(gone).reason().isFault()).isFalse();
        }
    }

    @Test
    @Spec({"spec.md 3.1", "spec.md 10 #19"})
    void theirSecondPairWaitsUntilTheFirstIsGone() {
        try (Pair0 ours = Ours.prepare(Pair0.builder()).open();
                NngSocket second = NngSocket.open(Protocol.PAIR0)) {
            String url = ours.listen(ANY).url();
            try (NngSocket first = NngSocket.open(Protocol.PAIR0)) {
                first.dial(url);
                ours.awaitPipes(1, HANG);
                second.dial(url);
                second.awaitEvent("removed");
                first.send(bytes("still here"));
                assertThat(ours.recv(HANG).text()).isEqualTo("still here");
            }
            second.send(bytes("now me"));
            assertThat(ours.recv(HANG).text()).isEqualTo("now me");
        }
    }

    @Test
    @Spec({"spec.md 3.1", "spec.md 10 #19"})
    void ourSecondPairWaitsUntilTheFirstIsGone() throws Exception {
        CompletableFuture<SocketEvent.PipeDetached> refused = new CompletableFuture<>();
        try (NngSocket theirs = NngSocket.open(Protocol.PAIR0);
                Pair0 second = Ours.prepare(Pair0.builder())
                        .onEvent(SocketEvent.PipeDetached.class, refused::complete)
                        .open()) {
            String url = theirs.listen(ANY);
            try (Pair0 first = Ours.prepare(Pair0.builder()).open()) {
                first.dial(url);
                theirs.awaitPipe();
                second.dial(url, DialMode.BACKGROUND);
                await(refused);
                first.send(Message.of("still here"), HANG);
                assertThat(theirs.recv()).asString().isEqualTo("still here");
            }
            theirs.awaitPipe();
            second.awaitPipes(1, HANG);
            theirs.send(bytes("now you"));
            assertThat(second.recv(HANG).text()).isEqualTo("now you");
        }
    }

    @Test
    @Spec({"spec.md 1", "spec.md 9", "spec.md 10 #3"})
    void theirWrongProtocolIsRefusedAndTheRightOneWorksAfterwards() throws Exception {
        CompletableFuture<SocketEvent.PipeRejected> rejected = new CompletableFuture<>();
        try (Pair0 ours = Ours.prepare(Pair0.builder())
                        .onEvent(SocketEvent.PipeRejected.class, rejected::complete)
                        .open();
                NngSocket wrong = NngSocket.open(Protocol.REQ0);
                NngSocket right = NngSocket.open(Protocol.PAIR0)) {
            String url = ours.listen(ANY).url();
            // nng compares after its handshake, so that its dialer succeeds.
            wrong.dialNow(url);
            assertThat(await(rejected).reason()).isEqualTo(CloseReason.PROTOCOL_MISMATCH);
            wrong.end();
            right.dial(url);
            right.send(bytes("right"));
            assertThat(ours.recv(HANG).text()).isEqualTo("right");
        }
    }

    @Test
    @Spec({"spec.md 1", "spec.md 9", "spec.md 10 #4"})
    void ourWrongProtocolFailsItsDial() {
        try (NngSocket theirs = NngSocket.open(Protocol.PAIR0);
                Req0 ours = Ours.prepare(Req0.builder()).open()) {
            String url = theirs.listen(ANY);
            assertThatThrownBy(() -> ours.dial(url, DialMode.BLOCKING))
                    .isInstanceOf(SpException.class)
                    .hasMessageContaining("pair0")
                    .hasMessageContaining("req0");
        }
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(HANG.toSeconds(), TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
