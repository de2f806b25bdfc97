package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.RawSocket;
import io.sp4j.SocketEvent;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What peers do otherwise than nng, or than they should; docs/interop.md lists it. */
@ExtendWith(LeakGate.ThreadsOnly.class)
class DifferencesTest {
    private static final String ANY = "tcp://127.0.0.1:0";
    private static final byte[] ID = {(byte) 0x80, 0, 0, 5};

    @Test
    @Spec({"spec.md 9", "spec.md 10 #25"})
    void mangosSendsAFirstHopOfZero() {
        Installed.assume(Peers.MANGOS);
        try (RawSocket ours = Ours.prepare(RawSocket.builder(Protocol.PAIR1)).open();
                PeerSocket theirs = Peers.MANGOS.open(Protocol.PAIR1)) {
            theirs.dial(ours.listen(ANY).url());
            theirs.send(new byte[] {42});
            Message message = ours.recv(HANG);
            assertThat(message.header()).containsExactly(0, 0, 0, 0);
            assertThat(message.bytes()).containsExactly(42);
        }
    }

    @Test
    @Spec({"spec.md 9", "spec.md 4.1"})
    void mangosKeepsThePipeOfAMalformedRequest() throws Exception {
        Installed.assume(Peers.MANGOS);
        CountDownLatch gone = new CountDownLatch(1);
        try (RawSocket ours = Ours.prepare(RawSocket.builder(Protocol.REQ0))
                        .onEvent(SocketEvent.PipeDetached.class, event -> gone.countDown())
                        .open();
                PeerSocket theirs = Peers.MANGOS.open(Protocol.REP0)) {
            theirs.dial(ours.listen(ANY).url());
            ours.awaitPipes(1, HANG);
            ours.send(Message.of("x").withHeader(new byte[0]), HANG);
            ours.send(Message.of("question").withHeader(ID), HANG);
            assertThat(theirs.recv()).asString().isEqualTo("question");
            assertThat(gone.getCount()).isOne();
        }
    }

    @Test
    @Spec({"spec.md 9", "spec.md 10 #43"})
    void nngEndsThePipeOfAMalformedRequest() throws Exception {
        Installed.assume(Peers.NNG);
        CountDownLatch gone = new CountDownLatch(1);
        try (RawSocket ours = Ours.prepare(RawSocket.builder(Protocol.REQ0))
                        .onEvent(SocketEvent.PipeDetached.class, event -> gone.countDown())
                        .open();
                PeerSocket theirs = Peers.NNG.open(Protocol.REP0)) {
            theirs.dial(ours.listen(ANY).url());
            ours.awaitPipes(1, HANG);
            ours.send(Message.of("x").withHeader(new byte[0]), HANG);
            assertThat(gone.await(HANG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @Spec({"spec.md 1", "spec.md 9", "spec.md 10 #3"})
    void nanomsgComesBackThoughItSpeaksSomethingElse() throws Exception {
        Installed.assume(Peers.NANOMSG);
        CountDownLatch rejected = new CountDownLatch(2);
        try (Pair0 ours = Ours.prepare(Pair0.builder())
                        .onEvent(SocketEvent.PipeRejected.class, event -> {
                            assertThat(event.reason()).isEqualTo(CloseReason.PROTOCOL_MISMATCH);
                            rejected.countDown();
                        })
                        .open();
                PeerSocket theirs = Peers.NANOMSG.open(Protocol.REQ0)) {
            theirs.dial(ours.listen(ANY).url());
            assertThat(rejected.await(HANG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @Spec("spec.md 9")
    void nanocatCannotSendAnEmptyFile(@TempDir Path directory) throws Exception {
        Nanocat nanocat = new Nanocat();
        Installed.assume(nanocat);
        String file = Bodies.file(directory, new byte[0]).toString();
        String url = Addresses.any("ipc", directory);
        try (PeerProcess process = nanocat.start(List.of("--push", "--bind", url, "--file", file))) {
            assertThat(process.awaitExit()).isNotZero();
        }
    }

    @Test
    @Spec("spec.md 9")
    void pynngReceivesAnEmptyBodyOnlyAsAMessage() {
        Installed.assume(Peers.PYNNG);
        try (Pair0 ours = Ours.prepare(Pair0.builder()).open();
                LineSocket theirs = Peers.PYNNG.open(Protocol.PAIR0)) {
            theirs.dial(ours.listen(ANY).url());
            ours.send(Message.of(""), HANG);
            assertThatThrownBy(() -> theirs.ask("recv-bytes")).hasMessageContaining("RuntimeError");
            ours.send(Message.of(""), HANG);
            assertThat(theirs.recv()).isEmpty();
        }
    }
}
