package io.sp4j.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DropReason;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Protocol;
import io.sp4j.SpException;
import io.sp4j.testkit.FakePipe;
import io.sp4j.testkit.LogicHarness;
import io.sp4j.testkit.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

@Spec("spec.md 3.6")
class PubTest {
    private static LogicHarness pub(int sendDepth) {
        return new LogicHarness(Protocol.PUB0, 41, settings -> settings.sendDepth = sendDepth);
    }

    private static void send(LogicHarness pub, int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(pub.trySend(pub.main(), "m" + i).isDone()).isTrue();
        }
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }

    @Test
    @Spec("spec.md 10 #49")
    void neverWaitsForAStalledSubscriberWhichKeepsTheNewest() {
        LogicHarness pub = pub(16);
        FakePipe stalled = pub.attach();
        FakePipe quick = pub.attach();
        for (int i = 0; i < 100; i++) {
            send(pub, i, i + 1);
            pub.write(quick);
        }
        assertThat(quick.written()).hasSize(100);
        assertThat(texts(stalled.unwritten()))
                .as("what is being written, and the newest 16")
                .hasSize(17)
                .startsWith("m0", "m84")
                .endsWith("m99");
        assertThat(pub.drops()).hasSize(83).allMatch(drop -> drop.pipe() == stalled);
        assertThat(pub.drops(DropReason.QUEUE_FULL)).isEqualTo(83);
    }

    @Test
    @Spec("spec.md 10 #50")
    void closesOnlyThePipeThatSendsData() {
        LogicHarness pub = pub(16);
        FakePipe silent = pub.attach();
        FakePipe talker = pub.attach();
        pub.deliver(talker, Message.of("hello"), Message.of("again"));
        assertThat(talker.closeReason()).isEqualTo(CloseReason.UNEXPECTED_DATA);
        assertThat(talker.isAttached()).isFalse();
        assertThat(pub.drops(DropReason.UNEXPECTED_DATA)).isEqualTo(1);
        send(pub, 0, 1);
        assertThat(texts(silent.offered())).containsExactly("m0");
    }

    @Test
    void countsWhatItPublishesToNobody() {
        LogicHarness pub = pub(16);
        send(pub, 0, 3);
        assertThat(pub.drops(DropReason.NO_PEER)).isEqualTo(3);
    }

    @Test
    @Spec("spec.md 3.6")
    void resizesThePipesThatAreUp() {
        LogicHarness pub = pub(16);
        FakePipe before = pub.attach();
        pub.change(settings -> settings.sendDepth = 2);
        FakePipe after = pub.attach();
        assertThat(before.depth()).isEqualTo(2);
        assertThat(after.depth()).isEqualTo(2);
        send(pub, 0, 10);
        assertThat(texts(before.unwritten())).containsExactly("m0", "m8", "m9");
    }

    @Test
    void countsWhatALostSubscriberDidNotGet() {
        LogicHarness pub = pub(16);
        FakePipe pipe = pub.attach();
        send(pub, 0, 5);
        pub.write(pipe);
        pub.detach(pipe);
        assertThat(pub.drops(DropReason.LOST_ON_DISCONNECT)).isEqualTo(4);
    }

    @Test
    @Spec({"spec.md 10 #5", "spec.md 10 #6"})
    void neitherReceivesNorHasContexts() {
        LogicHarness pub = pub(16);
        assertThat(pub.receive().error()).isEqualTo(ErrorCode.NOT_SUPPORTED);
        assertThatThrownBy(pub::openContext).isInstanceOf(SpException.NotSupported.class);
    }

    @Test
    void sendsNoHeader() {
        LogicHarness pub = pub(16);
        FakePipe pipe = pub.attach();
        pub.trySend(pub.main(), Message.of("body").withHeader(new byte[] {1, 2, 3, 4}));
        assertThat(pipe.offered().get(0).header()).isEmpty();
    }
}
