package io.sp4j.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Message;
import io.sp4j.Pipe;
import io.sp4j.SpException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpHeaderTest {
    private static final byte[] THREE_WORDS = {1, 2, 3, 4, 5, 6, 7, 8, (byte) 0x80, 0, 0, 9};
    private static final byte[] BODY = {'b', 'o', 'd', 'y'};

    /** The same bytes on the wire, with the header apart for 0, 1, 2 or 3 words. */
    private static List<Message> allForms() {
        byte[] wire = new byte[THREE_WORDS.length + BODY.length];
        System.arraycopy(THREE_WORDS, 0, wire, 0, THREE_WORDS.length);
        System.arraycopy(BODY, 0, wire, THREE_WORDS.length, BODY.length);
        return List.of(0, 1, 2, 3).stream()
                .map(apart -> {
                    byte[] header = Arrays.copyOf(wire, 4 * apart);
                    return MessageAccess.of(header, wire, header.length, wire.length - header.length);
                })
                .toList();
    }

    @Test
    void readsWordsOfHeaderAndBodyAlike() {
        for (Message m : allForms()) {
            assertThat(SpHeader.words(m)).isEqualTo(4);
            assertThat(SpHeader.word(m, 0)).isEqualTo(0x01020304);
            assertThat(SpHeader.word(m, 1)).isEqualTo(0x05060708);
            assertThat(SpHeader.word(m, 2)).isEqualTo(0x80000009);
        }
    }

    @Test
    void splitsWhereverTheHeaderEnds() {
        for (Message m : allForms()) {
            Message split = SpHeader.split(m, 3);
            assertThat(split.header()).isEqualTo(THREE_WORDS);
            assertThat(split.bytes()).isEqualTo(BODY);
            assertThat(SpHeader.front(m, 3)).isEqualTo(THREE_WORDS);
        }
    }

    @Test
    void cutsWordsWithoutLosingThoseBehindThem() {
        for (Message m : allForms()) {
            Message cut = SpHeader.cut(m, 1);
            assertThat(cut.header()).isEmpty();
            assertThat(cut.length()).isEqualTo(12);
            assertThat(SpHeader.word(cut, 0)).isEqualTo(0x05060708);
            assertThat(SpHeader.cut(m, 3).text()).isEqualTo("body");
        }
    }

    @Test
    void keepsThePipeThatAMessageCameFrom() {
        Pipe pipe = (Pipe) Proxy.newProxyInstance(
                Pipe.class.getClassLoader(), new Class<?>[] {Pipe.class}, (proxy, method, arguments) -> null);
        Message m = MessageAccess.received(THREE_WORDS.clone(), 0, THREE_WORDS.length);
        MessageAccess.origin(m, pipe);
        assertThat(SpHeader.split(m, 1).pipe()).isSameAs(pipe);
        assertThat(SpHeader.cut(m, 2).pipe()).isSameAs(pipe);
        assertThat(SpHeader.bare(SpHeader.split(m, 1)).pipe()).isSameAs(pipe);
        assertThatThrownBy(() -> SpHeader.cut(Message.wrap(THREE_WORDS), 1).pipe())
                .isInstanceOf(SpException.BadState.class);
    }
}
