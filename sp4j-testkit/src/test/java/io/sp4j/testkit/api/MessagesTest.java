package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.Codec;
import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent and what arrives. */
@ExtendWith(LeakGate.class)
class MessagesTest {

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #12")
    void carriesAnEmptyBodyThroughEveryProtocol(Over over) {
        try (Pair0 a = Pair0.listening(over.url());
                Pair0 b = Pair0.dialing(a.url());
                Rep0 rep = Rep0.listening(over.url());
                Req0 req = Req0.dialing(rep.url())) {
            b.send("");
            assertThat(a.recv(Over.HANG).length()).isZero();
            req.send("");
            assertThat(rep.recv(Over.HANG).length()).isZero();
            rep.send("");
            assertThat(req.recv(Over.HANG).length()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md D3", "spec.md 10 #97"})
    void letsTheCallerReuseWhatItHasSent(Over over) {
        try (Pair0 a = Pair0.listening(over.url());
                Pair0 b = Pair0.builder().sendBuffer(10).dial(a.url()).open()) {
            byte[] array = "first".getBytes(StandardCharsets.UTF_8);
            ByteBuffer buffer = ByteBuffer.wrap("second".getBytes(StandardCharsets.UTF_8));
            b.send(array);
            Arrays.fill(array, (byte) 'x');
            b.send(buffer);
            assertThat(buffer.hasRemaining()).isFalse();
            buffer.clear();
            buffer.put((byte) 'x');
            b.send("dritte Ä", Over.HANG);
            assertThat(a.recv(Over.HANG).text()).isEqualTo("first");
            assertThat(a.recv(Over.HANG).text()).isEqualTo("second");
            assertThat(a.recv(Over.HANG).bytes()).isEqualTo("dritte Ä".getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md D4", "api.md D23"})
    void knowsThePipeThatBroughtItAndMayBeSentOn(Over over) {
        try (Pair0 a = Pair0.listening(over.url());
                Pair0 b = Pair0.dialing(a.url());
                Pair0 c = Pair0.listening(over.url());
                Pair0 d = Pair0.dialing(c.url())) {
            Message made = Message.of("round trip");
            assertThatThrownBy(made::pipe).isInstanceOf(SpException.BadState.class);
            b.send(made);
            b.send(made);
            Message received = a.recv(Over.HANG);
            Pipe origin = received.pipe();
            assertThat(origin).isSameAs(a.pipes().get(0));
            assertThat(a.recv(Over.HANG)).isEqualTo(made);
            d.send(received);
            assertThat(c.recv(Over.HANG)).isEqualTo(made);
            assertThat(received.pipe()).as("sending changes nothing").isSameAs(origin);
            assertThatThrownBy(made::pipe).isInstanceOf(SpException.BadState.class);
        }
    }

    @Test
    @Spec({"api.md D4", "api.md 1.10 #13"})
    void isNotChangedThroughWhatItHandsOut() {
        byte[] array = {1, 2, 3};
        Message copy = Message.of(array);
        Message view = Message.wrap(array);
        array[0] = 9;
        copy.bytes()[1] = 9;
        assertThat(copy.bytes()).containsExactly(1, 2, 3);
        assertThat(view.bytes()).as("wrap takes the array over").containsExactly(9, 2, 3);
        assertThatThrownBy(() -> copy.buffer().put((byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
        assertThat(copy.buffer().remaining()).isEqualTo(3);
        assertThat(copy.byteAt(2)).isEqualTo((byte) 3);
        assertThatThrownBy(() -> copy.byteAt(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(copy).isEqualTo(Message.of(new byte[] {1, 2, 3})).hasSameHashCodeAs(Message.of(new byte[] {1, 2, 3
        }));
        assertThat(copy).isNotEqualTo(view);
        assertThat(copy.startsWith(new byte[] {1, 2})).isTrue();
        assertThat(copy.startsWith(new byte[] {1, 2, 3, 4})).isFalse();
        assertThat(Message.of("topic/x").startsWith("topic/")).isTrue();
        assertThat(copy.startsWith("")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void failsWithThePeerWhenACodecCannotReadIt(Over over) {
        Codec<Integer> numbers = new Codec<>() {
            @Override
            public byte[] encode(Integer value) {
                return value.toString().getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public Integer decode(Message m) {
                return Integer.valueOf(m.text());
            }
        };
        try (Pair0 a = Pair0.listening(over.url());
                Pair0 b = Pair0.dialing(a.url())) {
            b.send(Message.of(42, numbers));
            b.send("many");
            assertThat(a.recv(Over.HANG).<Integer>decode(numbers)).isEqualTo(42);
            Message bad = a.recv(Over.HANG);
            assertThatThrownBy(() -> bad.<Integer>decode(numbers))
                    .isInstanceOf(SpException.BadType.class)
                    .hasCauseInstanceOf(NumberFormatException.class)
                    .hasMessageContaining(bad.pipe().remote().toString());
            assertThat(a.pipes()).hasSize(1);
        }
    }

    @Test
    void quotesWhatACodecSaysInOneShortLine() {
        Message received = Message.of("x");
        assertThatThrownBy(() -> received.decode(codec("two\nlines, \u001b[31mred" + "!".repeat(10_000))))
                .isInstanceOf(SpException.BadType.class)
                .hasMessageStartingWith("cannot decode a message of 1 bytes made here: two\\nlines, \\u001b[31mred!")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
        assertThatThrownBy(() -> Message.of(1, codec(null)))
                .isInstanceOf(SpException.BadType.class)
                .hasMessage("cannot encode a value of java.lang.Integer: java.io.IOException");
    }

    @Test
    @Spec("api.md Shape rule 5")
    void takesNothingFromACodecThatAnswersNull() {
        Codec<Integer> nothing = new Codec<>() {
            @Override
            public byte[] encode(Integer value) {
                return null;
            }

            @Override
            public Integer decode(Message m) {
                return null;
            }
        };
        assertThatThrownBy(() -> Message.of(1, nothing)).isInstanceOf(SpException.BadType.class);
        assertThatThrownBy(() -> Message.of("1").<Integer>decode(nothing)).isInstanceOf(SpException.BadType.class);
    }

    private static Codec<Integer> codec(String failure) {
        return new Codec<>() {
            @Override
            public byte[] encode(Integer value) throws IOException {
                throw new IOException(failure);
            }

            @Override
            public Integer decode(Message m) throws IOException {
                throw new IOException(failure);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"api.md D5", "api.md D17"})
    void closesLoudlyOnTheFirstByteAboveAMebibyte(Over over) throws Exception {
        Events events = new Events();
        try (LogCapture log = new LogCapture();
                Pair0 a = Pair0.builder()
                        .name("small")
                        .onEvent(SocketEvent.PipeDetached.class, events)
                        .listen(over.url())
                        .open();
                Pair0 b = Pair0.dialing(a.url())) {
            b.send(new byte[1 << 20]);
            assertThat(a.recv(Over.HANG).length()).isEqualTo(1 << 20);
            b.send(new byte[(1 << 20) + 65]);
            SocketEvent.PipeDetached end = events.next(SocketEvent.PipeDetached.class);
            assertThat(end.reason()).isSameAs(CloseReason.MESSAGE_TOO_LARGE);
            assertThat(a.stats().closes()).containsEntry(CloseReason.MESSAGE_TOO_LARGE, 1L);
            Events.eventually(() -> !log.warnings("SP-PEER-FAULT").isEmpty());
            assertThat(log.warnings("SP-PEER-FAULT").get(0))
                    .contains("small")
                    .contains(String.valueOf(end.pipe().remote()))
                    .containsPattern("1[.,]?048[.,]?641");
        }
    }

    @Test
    @Spec("api.md Shape rule 5")
    void refusesNull() {
        try (Pair0 pair = Pair0.open();
                Req0 req = Req0.open();
                Rep0 rep = Rep0.open()) {
            assertThatThrownBy(() -> pair.send((Message) null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.send((byte[]) null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.send((String) null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.send("x", null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.recv(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.dial(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.dial("inproc://x", (io.sp4j.DialMode) null))
                    .isInstanceOf(NullPointerException.class);
            assertThat(pair.dialers()).isEmpty();
            assertThatThrownBy(() -> pair.listen(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.onEvent(SocketEvent.class, null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.onEvent(null, event -> {})).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.onAttach(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.set(null, 1)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.get(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.close(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> pair.awaitPipes(1, null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> req.request((Message) null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> rep.serve(null, 1)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> rep.serveAsync(null, 1)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> Message.of("x", null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> Message.of("x").decode(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> Pair0.builder().onAttach(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> Pair0.builder().onEvent(SocketEvent.class, null))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> Pair0.builder().listen(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> Pair0.builder().dial(null)).isInstanceOf(NullPointerException.class);
            assertThat(pair.isClosed()).isFalse();
        }
    }
}
