package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sp4j.CloseReason;
import io.sp4j.Message;
import io.sp4j.internal.wire.MessageAccess;
import io.sp4j.internal.wire.PartialBytes;
import io.sp4j.testkit.Spec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames as they are written and read, without a network. */
class WsFramesTest {
    private static final int LIMIT = 1 << 20;

    private final Account account = new Account();
    private final List<String> controls = new ArrayList<>();

    /** What partial messages hold. */
    private static final class Account implements PartialBytes {
        private long held;
        private long most;

        @Override
        public long limit() {
            return Long.MAX_VALUE;
        }

        @Override
        public void charge(int bytes) {
            held += bytes;
            most = Math.max(most, held);
        }

        @Override
        public void release(int bytes) {
            held -= bytes;
        }
    }

    private WsFrames frames(boolean masked) {
        return new WsFrames(
                masked,
                LIMIT,
                account,
                (opcode, payload) -> controls.add(opcode + ":" + HexFormat.of().formatHex(payload)));
    }

    private static List<Message> feed(WsFrames frames, byte[] bytes) throws WsFault {
        List<Message> out = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            frames.feed(in, out, out.size() + 1);
        }
        return out;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static Message message(Random random, int header, int body) {
        byte[] words = new byte[header];
        byte[] array = new byte[body + 3];
        random.nextBytes(words);
        random.nextBytes(array);
        return MessageAccess.of(words, array, 2, body);
    }

    private static byte[] wire(Message m) {
        byte[] header = MessageAccess.header(m);
        return ByteBuffer.allocate(header.length + m.length())
                .put(header)
                .put(MessageAccess.array(m), MessageAccess.offset(m), m.length())
                .array();
    }

    /** Encodes all messages through buffers of this size, as a writer does. */
    private static byte[] encoded(WsEncoder encoder, List<Message> messages, int capacity) {
        ByteBuffer all = ByteBuffer.allocate(8 << 20);
        ByteBuffer buffer = ByteBuffer.allocateDirect(capacity);
        for (Message m : messages) {
            long at = 0;
            while (at < encoder.framedLength(m)) {
                int n = encoder.encode(buffer, m, at);
                at += n;
                if (at < encoder.framedLength(m)) {
                    assertThat(buffer.position()).as("progress").isPositive();
                    all.put(buffer.flip());
                    buffer.clear();
                }
            }
            assertThat(encoder.isBetweenFrames()).isTrue();
        }
        all.put(buffer.flip());
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsWrittenIsReadHoweverItIsCut(boolean client) throws WsFault {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int capacity : new int[] {64, 1_000, 8 << 10, 256 << 10}) {
            WsEncoder encoder = new WsEncoder(client);
            List<Message> messages = new ArrayList<>();
            for (int size : new int[] {0, 1, 2, 121, 125, 126, 65_531, 65_535, 65_536, 65_540, 131_072, 200_001}) {
                messages.add(message(random, random.nextInt(3) * 4, size));
            }
            byte[] bytes = encoded(encoder, messages, capacity);
            assertThat(encoder.messages()).isEqualTo(messages.size());
            assertThat((long) bytes.length)
                    .isEqualTo(
                            messages.stream().mapToLong(encoder::framedLength).sum());
            WsFrames frames = frames(client);
            List<Message> out = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int n = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 9 : 70_000));
                ByteBuffer in = ByteBuffer.allocateDirect(n).put(bytes, at, n).flip();
                while (in.hasRemaining()) {
                    frames.feed(in, out, out.size() + 2);
                }
                at += n;
            }
            assertThat(out.stream().map(WsFramesTest::wire).toList())
                    .as("seed %d, capacity %d", seed, capacity)
                    .usingElementComparator(java.util.Arrays::compare)
                    .containsExactlyElementsOf(
                            messages.stream().map(WsFramesTest::wire).toList());
            assertThat(frames.isPartial()).isFalse();
            assertThat(account.held).isZero();
        }
    }

    @Test
    @Spec("spec.md 10 #102")
    void aFragmentHas64KiBAtMost() {
        WsEncoder encoder = new WsEncoder(false);
        Message m = message(new Random(1), 4, (1 << 20) - 4);
        ByteBuffer bytes = ByteBuffer.wrap(encoded(encoder, List.of(m), 256 << 10));
        int count = 0;
        while (bytes.hasRemaining()) {
            assertThat(bytes.get()).isEqualTo((byte) (count == 0 ? 0x02 : count == 15 ? 0x80 : 0));
            assertThat(bytes.get()).isEqualTo((byte) 127);
            assertThat(bytes.getLong()).isEqualTo(WsEncoder.FRAGMENT_BYTES);
            bytes.position(bytes.position() + WsEncoder.FRAGMENT_BYTES);
            count++;
        }
        assertThat(count).isEqualTo(16);
    }

    @Test
    void readsTheFrameThatAnNngDialerSent() throws WsFault {
        List<Message> out = feed(frames(true), hex("82 82 83 84 8E CB EB ED"));
        assertThat(out).singleElement().extracting(Message::text).isEqualTo("hi");
    }

    @Test
    @Spec("spec.md 10 #102")
    void putsFragmentsTogetherWithControlFramesBetween() throws WsFault {
        WsFrames frames = frames(false);
        List<Message> out = feed(frames, hex("02 01 61  89 02 70 70  00 00  8a 00  00 02 62 63  80 01 64"));
        assertThat(out).singleElement().extracting(Message::text).isEqualTo("abcd");
        assertThat(controls).containsExactly("9:7070", "10:");
        assertThat(account.held).isZero();
        assertThat(feed(frames, hex("82 00")))
                .singleElement()
                .extracting(Message::length)
                .isEqualTo(0);
    }

    @Test
    void dropsWhatComesBehindTheEnd() throws WsFault {
        WsFrames frames = frames(false);
        assertThat(feed(frames, hex("82 01 61 88 02 03 e8 82 01 62 ff ff ff"))).hasSize(1);
        assertThat(controls).containsExactly("8:03e8");
    }

    @ParameterizedTest
    @CsvSource({
        "1002, 82 01 61, client, a frame that is not masked",
        "1002, 82 81 00000000 61, server, a frame that is masked",
        "1002, c2 01 61, server, RSV1",
        "1002, a2 01 61, server, RSV2",
        "1002, 92 01 61, server, RSV3",
        "1002, 83 00, server, a reserved kind of data",
        "1002, 8b 00, server, a reserved kind of control",
        "1002, 8f 00, server, another",
        "1002, 09 00, server, a ping in fragments",
        "1002, 89 7e 00 7e, server, a ping of 126 bytes",
        "1002, 88 7f, server, a CLOSE of many bytes",
        "1002, 82 7e 00 7d, server, 125 in two bytes",
        "1002, 82 7f 00000000 0000ffff, server, 65535 in eight bytes",
        "1002, 82 7f 80000000 00000000, server, the highest bit of a length",
        "1002, 80 00, server, a continuation first",
        "1002, 82 01 61 80 00, server, a continuation after the end",
        "1002, 02 01 61 82 01 62, server, a new message inside another",
        "1003, 81 01 61, server, text",
        "1003, 81 01 ff, server, text that is no UTF-8",
        "1009, 82 7f 00000000 00100001, server, a message over the limit",
        "1009, 02 01 61 80 7f 00000000 00100000, server, a sum over the limit",
        "1009, 82 7f 7fffffff ffffffff, server, the longest",
        "1009, 02 01 61 80 7f 7fffffff ffffffff, server, a sum that overflows",
    })
    @Spec({"reliability.md 5 row 34", "reliability.md 5 row 35", "reliability.md 5 row 36"})
    void isRefusedWithTheCodeForIt(int code, String bytes, String from, String what) {
        WsFrames frames = frames(from.equals("client"));
        WsFault fault = catchThrowableOfType(WsFault.class, () -> feed(frames, hex(bytes)));
        assertThat(fault).as(what).isNotNull();
        assertThat(fault.answer()).as(what).isEqualTo(code);
        assertThat(fault.reason()).isEqualTo(code == 1009 ? CloseReason.MESSAGE_TOO_LARGE : CloseReason.MALFORMED);
        frames.discard();
        assertThat(account.held).isZero();
    }

    @ParameterizedTest
    @CsvSource({"00 00, 640", "00 01 61, 1280"})
    @Spec("reliability.md 5 row 37")
    void fragmentsHaveABound(String fragment, int most) throws WsFault {
        WsFrames frames = frames(false);
        feed(frames, hex("02 01 61"));
        byte[] bytes = hex(fragment);
        int sent = 1;
        for (; sent < most; sent++) {
            feed(frames, bytes);
        }
        assertThatThrownBy(() -> feed(frames, bytes))
                .isInstanceOfSatisfying(
                        WsFault.class, fault -> assertThat(fault.answer()).isEqualTo(WsFrames.POLICY));
        assertThat(account.most).isLessThan(128 << 10);
    }

    @Test
    void memoryFollowsWhatHasCome() throws WsFault {
        WsFrames frames = frames(false);
        feed(frames, hex("82 7f 00000000 00100000"));
        assertThat(account.held).isZero();
        assertThat(frames.isPartial()).isTrue();
        feed(frames, new byte[100]);
        assertThat(account.held).isBetween(100L, 8L << 10);
    }

    @Test
    void neverThrowsAnythingElse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            WsFrames frames = frames(random.nextBoolean());
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes[0] = (byte) (random.nextInt(11) | (random.nextBoolean() ? 0x80 : 0));
            }
            try {
                feed(frames, bytes);
            } catch (WsFault expected) {
                assertThat(expected.answer()).isBetween(1002, 1009);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
            frames.discard();
            assertThat(account.held).isZero();
        }
    }

    @Test
    void aMaskIsItsOwnInverseFromEveryByteOn() {
        Random random = new Random(7);
        byte[] plain = new byte[50];
        random.nextBytes(plain);
        int key = random.nextInt();
        ByteBuffer buffer = ByteBuffer.wrap(plain.clone());
        WsMask.apply(buffer, 0, 50, key, 0);
        for (int i = 0; i < plain.length; i++) {
            assertThat(buffer.get(i)).isEqualTo((byte) (plain[i] ^ key >> 24 - 8 * (i % 4)));
        }
        int at = 0;
        for (int n : new int[] {1, 2, 5, 8, 13, 21}) {
            WsMask.apply(buffer, at, n, key, at);
            at += n;
        }
        assertThat(buffer.array()).isEqualTo(plain);
    }
}
