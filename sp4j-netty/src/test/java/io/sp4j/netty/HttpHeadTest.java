package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sp4j.testkit.Spec;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads of HTTP are read by the letter. */
class HttpHeadTest {
    private static final String FIRST = "GET / HTTP/1.1\r\n";

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private static HttpHead read(String text) throws WsFault {
        HttpHead head = new HttpHead();
        assertThat(head.take(bytes(text))).isTrue();
        return head;
    }

    @Test
    void readsFieldsUpToTheEmptyLineAndNoFurther() throws WsFault {
        HttpHead head = new HttpHead();
        ByteBuf in = bytes(FIRST + "Host: h\r\nConnection: keep-alive , upgrade\r\nconnection:x\r\nEmpty:\r\n\r\nrest");
        while (!head.take(in.readSlice(1))) {
            assertThat(in.isReadable()).isTrue();
        }
        assertThat(in.toString(StandardCharsets.US_ASCII)).isEqualTo("rest");
        assertThat(head.first()).isEqualTo("GET / HTTP/1.1");
        assertThat(head.atMostOne("host")).contains("h");
        assertThat(head.atMostOne("empty")).contains("");
        assertThat(head.atMostOne("none")).isEmpty();
        assertThat(head.lists("connection", "Upgrade")).isTrue();
        assertThat(head.lists("connection", "up")).isFalse();
        assertThatThrownBy(() -> head.atMostOne("connection")).isInstanceOf(WsFault.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FIRST + "Host: h\n",
                "GET / HTTP/1.1\n",
                FIRST + "Host: h\rX",
                FIRST + "Host: a\r\n b\r\n",
                FIRST + "Host : h\r\n",
                FIRST + " Host: h\r\n",
                FIRST + ": h\r\n",
                FIRST + "Host\r\n",
                FIRST + "Ho(st: h\r\n",
                FIRST + "Host: a\u0000b",
                FIRST + "Host: a\u007fb",
                "\r\n",
            })
    @Spec("reliability.md 5 row 30")
    void refusesWhatCouldBeReadInTwoWays(String text) {
        assertAnswer(text, 400);
    }

    @Test
    @Spec("reliability.md 5 row 30")
    void refusesWhatIsTooLarge() throws WsFault {
        String many = FIRST + "a: b\r\n".repeat(64);
        read(many + "\r\n");
        assertAnswer(many + "a: b\r\n", 431);
        assertAnswer(FIRST + "a: " + "b".repeat(9 << 10), 431);
        assertAnswer("GET /" + "x".repeat(5 << 10), 431);
    }

    private static void assertAnswer(String text, int answer) {
        assertThatThrownBy(() -> new HttpHead().take(bytes(text)))
                .isInstanceOfSatisfying(
                        WsFault.class, fault -> assertThat(fault.answer()).isEqualTo(answer));
    }

    @Test
    void neverThrowsAnythingElse() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String letters = "GET /HTP1.:\r\n\t\u0000abc";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? FIRST : "");
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(random.nextInt(9) == 0 ? "\r\n" : letters.charAt(random.nextInt(letters.length())));
            }
            try {
                new HttpHead().take(bytes(text.toString()));
            } catch (WsFault expected) {
                assertThat(expected.answer()).isIn(400, 431);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }
}
