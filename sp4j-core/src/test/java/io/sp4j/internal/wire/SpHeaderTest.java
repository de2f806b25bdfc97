package io.sp4j.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sp4j.Message;
import io.sp4j.Pipe;
import java.lang.reflect.Proxy;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers in front of bodies. Specified by spec.md 2.2. */
class SpHeaderTest {
    private static final HexFormat HEX = HexFormat.of();

    /** The captured reply through two devices. */
    private static final String BACKTRACE = "000000010000000280000005";

    private static final String BODY = "52";

    /** However the twelve header bytes are spread over header and body, the words are the same. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void readsWordsAcrossHeaderAndBody(int wordsInHeader) {
        Message m = message(wordsInHeader);
        assertThat(SpHeader.words(m)).isEqualTo(3);
        assertThat(SpHeader.word(m, 0)).isEqualTo(1);
        assertThat(SpHeader.word(m, 1)).isEqualTo(2);
        assertThat(SpHeader.word(m, 2)).isEqualTo(0x8000_0005);
        assertThat(SpHeader.word(m, 2) & SpHeader.END_BIT).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void splitsAnywhere(int wordsInHeader) {
        for (int words = 0; words <= 3; words++) {
            Message split = SpHeader.split(message(wordsInHeader), words);
            assertThat(HEX.formatHex(SpHeader.header(split))).isEqualTo(BACKTRACE.substring(0, 8 * words));
            assertThat(HEX.formatHex(split.bytes())).isEqualTo(BACKTRACE.substring(8 * words) + BODY);
            assertThat(HEX.formatHex(SpHeader.front(message(wordsInHeader), words)))
                    .isEqualTo(BACKTRACE.substring(0, 8 * words));
            Message cut = SpHeader.cut(message(wordsInHeader), words);
            assertThat(SpHeader.header(cut)).isEmpty();
            assertThat(HEX.formatHex(cut.bytes())).isEqualTo(BACKTRACE.substring(8 * words) + BODY);
        }
    }

    @Test
    void putsAWordBigEndianInFront() {
        Message m = SpHeader.withWord(Message.of("ping"), 0xef20_d8a3);
        assertThat(HEX.formatHex(SpHeader.header(m))).isEqualTo("ef20d8a3");
        assertThat(m.text()).isEqualTo("ping");
        assertThat(MessageAccess.wireLength(m)).isEqualTo(8);
        assertThat(SpHeader.bare(m).text()).isEqualTo("ping");
        assertThat(SpHeader.header(SpHeader.bare(m))).isEmpty();
    }

    @Test
    void hasNoWordInLessThanFourBytes() {
        assertThat(SpHeader.words(received(""))).isZero();
        assertThat(SpHeader.words(received("010203"))).isZero();
        assertThat(SpHeader.words(received("0102030405"))).isEqualTo(1);
    }

    @Test
    void refusesAWordThatIsPartlyInTheHeader() {
        Message odd = MessageAccess.of(new byte[6], new byte[6], 0, 6);
        assertThat(SpHeader.word(odd, 0)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpHeader.word(odd, 1))
                .withMessageContaining("6 bytes");
    }

    @Test
    void keepsThePipeThatAMessageCameFrom() {
        Pipe pipe = (Pipe) Proxy.newProxyInstance(
                Pipe.class.getClassLoader(), new Class<?>[] {Pipe.class}, (proxy, method, arguments) -> null);
        Message m = received(BACKTRACE + BODY);
        MessageAccess.origin(m, pipe);
        assertThat(SpHeader.split(m, 1).pipe()).isSameAs(pipe);
        assertThat(SpHeader.cut(m, 2).pipe()).isSameAs(pipe);
        assertThat(SpHeader.bare(SpHeader.split(m, 1)).pipe()).isSameAs(pipe);
    }

    private static Message message(int wordsInHeader) {
        byte[] header = HEX.parseHex(BACKTRACE.substring(0, 8 * wordsInHeader));
        byte[] body = HEX.parseHex("ff" + BACKTRACE.substring(8 * wordsInHeader) + BODY + "ff");
        return MessageAccess.of(header, body, 1, body.length - 2);
    }

    private static Message received(String hex) {
        byte[] bytes = HEX.parseHex(hex);
        return MessageAccess.received(bytes, 0, bytes.length);
    }
}
