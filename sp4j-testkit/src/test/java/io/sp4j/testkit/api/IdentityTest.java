package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.Receiver;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Sender;
import io.sp4j.SpSocket;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a socket says about itself, and sockets whose protocol is known only at run time. */
@ExtendWith(LeakGate.class)
class IdentityTest {

    @Test
    @Spec({"spec.md 10 #1", "spec.md 10 #2"})
    void knowsItsProtocolAndIsNotRaw() {
        try (Pair0 pair = Pair0.open();
                Req0 req = Req0.open();
                Rep0 rep = Rep0.open()) {
            assertThat(pair.protocol()).isSameAs(Protocol.PAIR0);
            assertThat(req.protocol()).isSameAs(Protocol.REQ0);
            assertThat(rep.protocol()).isSameAs(Protocol.REP0);
            assertThat(req.protocol().peer()).isSameAs(rep.protocol());
            assertThat(pair.isRaw()).isFalse();
            assertThat(req.isRaw()).isFalse();
            assertThat(rep.isRaw()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md D2", "api.md Shape"})
    void opensAnySocketByItsProtocol(Protocol protocol) {
        try (SpSocket socket = protocol.builder().name("tool").open()) {
            assertThat(socket.protocol()).isSameAs(protocol);
            assertThat(socket.name()).isEqualTo("tool");
        }
    }

    @Test
    @Spec("api.md Shape")
    void worksForToolsThroughSenderAndReceiver() {
        String url = Over.INPROC.url();
        try (SpSocket rep = Protocol.REP0.builder().listen(url).open();
                SpSocket req = Protocol.REQ0
                        .builder()
                        .set(Options.RECV_TIMEOUT, Over.HANG)
                        .dial(url)
                        .open()) {
            ((Sender) req).send("question");
            assertThat(((Receiver) rep).recv(Over.HANG).text()).isEqualTo("question");
            ((Sender) rep).send("answer");
            assertThat(((Receiver) req).recv().text()).isEqualTo("answer");
        }
    }

    @Test
    @Spec({"spec.md 10 #5", "spec.md 10 #6"})
    void hasNoMethodForWhatItsProtocolCannotDo() {
        assertThat(Pair0.class.getMethods())
                .noneMatch(method -> method.getName().equals("openContext"));
        assertThat(Rep0.class.getMethods()).noneMatch(method -> method.getName().startsWith("request"));
        assertThat(Req0.class.getMethods()).noneMatch(method -> method.getName().startsWith("serve"));
    }

    @Test
    void hasANameOfItsOwnUnlessOneIsSet() {
        try (Req0 one = Req0.open();
                Req0 other = Req0.open();
                Req0 named = Req0.builder().name("prices").open()) {
            assertThat(one.name()).startsWith("req-").isNotEqualTo(other.name());
            assertThat(named.name()).isEqualTo("prices");
            named.set(Options.SOCKET_NAME, "rates");
            assertThat(named.name()).isEqualTo("rates");
            assertThat(named.get(Options.SOCKET_NAME)).isEqualTo("rates");
        }
    }

    @Test
    void isReadableAsText() {
        try (Rep0 rep = Rep0.builder().name("clock").listen("tcp://127.0.0.1:0").open();
                Req0 req = Req0.dialing(rep.url())) {
            rep.awaitPipes(1, Over.HANG);
            assertThat(rep.toString()).contains("rep").contains("clock").contains("1 pipe");
            assertThat(rep.listeners().get(0).toString()).contains(rep.url());
            assertThat(req.dialers().get(0).toString()).contains(rep.url()).contains("UP");
            assertThat(req.pipes().get(0).toString()).contains("127.0.0.1:");
            assertThat(rep.stats().toString())
                    .contains("clock (rep)")
                    .contains("sent")
                    .contains("connects  1")
                    .contains("pipe " + rep.pipes().get(0).id());
            assertThat(Message.of("a\nb").toString()).contains("3 bytes").contains("a\\x0ab");
        }
        Rep0 closed = Rep0.open();
        closed.close();
        assertThat(closed.toString()).contains("closed");
    }
}
