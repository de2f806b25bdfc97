package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Pair1;
import io.sp4j.Protocol;
import io.sp4j.RawSocket;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The header words that raw sockets of one side see of the other side's sockets. */
@RequiresPeer("nng")
@ExtendWith(LeakGate.ThreadsOnly.class)
class NngRawTest {
    private static final String ANY = "tcp://127.0.0.1:0";
    private static final int ID = 0x8000_0005;

    @Test
    @Spec({"spec.md 4.1", "spec.md 10 #26"})
    void theirRawReplierSeesTheIdOfOurRequest() throws Exception {
        try (Req0 req = Ours.prepare(Req0.builder()).open();
                NngSocket rep = NngSocket.openRaw(Protocol.REP0)) {
            rep.dial(req.listen(ANY).url());
            CompletableFuture<Message> reply = req.requestAsync("question", HANG);
            NngMessage request = rep.recvMessage();
            assertThat(request.words()).hasSize(2);
            assertThat(request.words()[0]).isEqualTo(request.pipe());
            assertThat(request.words()[1]).isNegative();
            rep.send(NngMessage.of(request.header(), bytes("answer")));
            assertThat(reply.get(HANG.toSeconds(), TimeUnit.SECONDS).text()).isEqualTo("answer");
        }
    }

    @Test
    @Spec({"spec.md 3.5", "spec.md 4.1"})
    void ourReplierReturnsTheBacktraceOfTheirRawRequest() {
        try (Rep0 rep = Ours.prepare(Rep0.builder()).open();
                NngSocket req = NngSocket.openRaw(Protocol.REQ0)) {
            rep.serve(question -> Message.of("answer to " + question.text()), 1);
            req.dial(rep.listen(ANY).url());
            req.send(NngMessage.of(header(1, 2, ID), bytes("it")));
            NngMessage reply = req.recvMessage();
            assertThat(reply.words()).containsExactly(1, 2, ID);
            assertThat(reply.body()).asString().isEqualTo("answer to it");
        }
    }

    @Test
    @Spec({"spec.md 3.5", "spec.md 10 #42"})
    void ourReplierDropsTheirRequestOfNineHopsAndKeepsThePipe() {
        try (Rep0 rep = Ours.prepare(Rep0.builder()).open();
                NngSocket req = NngSocket.openRaw(Protocol.REQ0)) {
            rep.serve(question -> question, 1);
            req.dial(rep.listen(ANY).url());
            req.send(NngMessage.of(header(1, 2, 3, 4, 5, 6, 7, 8, ID), bytes("too far")));
            req.send(NngMessage.of(header(1, 2, 3, 4, 5, 6, 7, ID), bytes("far")));
            assertThat(req.recvMessage().body()).asString().isEqualTo("far");
        }
    }

    @Test
    @Spec({"spec.md 3.2", "spec.md 10 #22"})
    void theirRawPairSeesTheFirstHopOfOurs() {
        try (Pair1 ours = Ours.prepare(Pair1.builder()).open();
                NngSocket theirs = NngSocket.openRaw(Protocol.PAIR1)) {
            theirs.dial(ours.listen(ANY).url());
            ours.send(Message.of("there"), HANG);
            assertThat(theirs.recvMessage().words()).containsExactly(1);
            theirs.send(NngMessage.of(header(7), bytes("back")));
            assertThat(ours.recv(HANG).text()).isEqualTo("back");
        }
    }

    @Test
    @Spec({"spec.md 3.2", "spec.md 10 #23"})
    void rawPairsOfBothSidesAddOneHopEach() {
        try (RawSocket ours = Ours.prepare(RawSocket.builder(Protocol.PAIR1)).open();
                NngSocket theirs = NngSocket.openRaw(Protocol.PAIR1)) {
            theirs.dial(ours.listen(ANY).url());
            ours.send(Message.of("there").withHeader(header(1)), HANG);
            assertThat(theirs.recvMessage().words()).containsExactly(2);
            theirs.send(NngMessage.of(header(2), bytes("back")));
            assertThat(ours.recv(HANG).header()).isEqualTo(header(3));
        }
    }

    @Test
    @Spec({"spec.md 4.1", "spec.md 10 #73"})
    void ourRawReplierAnswersTheirRequest() {
        try (RawSocket rep = Ours.prepare(RawSocket.builder(Protocol.REP0)).open();
                NngSocket req = NngSocket.open(Protocol.REQ0)) {
            req.dial(rep.listen(ANY).url());
            req.send(bytes("question"));
            Message request = rep.recv(HANG);
            ByteBuffer words = ByteBuffer.wrap(request.header());
            assertThat(words.remaining()).isEqualTo(2 * Integer.BYTES);
            assertThat(words.getInt()).isPositive();
            assertThat(words.getInt()).isNegative();
            rep.send(Message.of("answer").withHeader(request.header()), HANG);
            assertThat(req.recv()).asString().isEqualTo("answer");
        }
    }

    @Test
    @Spec({"spec.md 4.1", "spec.md 10 #74"})
    void ourRawRequesterGetsTheBacktraceBack() {
        try (RawSocket req = Ours.prepare(RawSocket.builder(Protocol.REQ0)).open();
                NngSocket rep = NngSocket.open(Protocol.REP0)) {
            rep.dial(req.listen(ANY).url());
            req.send(Message.of("question").withHeader(header(7, ID)), HANG);
            assertThat(rep.recv()).asString().isEqualTo("question");
            rep.send(bytes("answer"));
            Message reply = req.recv(HANG);
            assertThat(reply.header()).isEqualTo(header(7, ID));
            assertThat(reply.text()).isEqualTo("answer");
        }
    }

    @Test
    @Spec({"spec.md 4.1", "spec.md 10 #77"})
    void ourRawSubscriberReceivesEverythingOfTheirs() {
        try (RawSocket sub = Ours.prepare(RawSocket.builder(Protocol.SUB0)).open();
                NngSocket pub = NngSocket.open(Protocol.PUB0)) {
            pub.dial(sub.listen(ANY).url());
            pub.awaitPipe();
            sub.awaitPipes(1, HANG);
            pub.send(bytes("news"));
            assertThat(sub.recv(HANG).text()).isEqualTo("news");
        }
    }

    private static byte[] header(int... words) {
        ByteBuffer header = ByteBuffer.allocate(words.length * Integer.BYTES);
        header.asIntBuffer().put(words);
        return header.array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
