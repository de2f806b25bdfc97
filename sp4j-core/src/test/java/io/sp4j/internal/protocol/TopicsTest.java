package io.sp4j.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Topics of(String... topics) {
        Topics all = new Topics();
        for (String topic : topics) {
            all.add(bytes(topic));
        }
        return all;
    }

    private static boolean matches(Topics topics, String body) {
        return topics.matches(Message.wrap(bytes(body)));
    }

    @Test
    void matchesNothingWhenItIsEmpty() {
        assertThat(matches(of(), "")).isFalse();
        assertThat(matches(of(), "a")).isFalse();
        assertThat(of().isEmpty()).isTrue();
    }

    @Test
    void matchesEverythingWithTheEmptyTopic() {
        assertThat(matches(of(""), "")).isTrue();
        assertThat(matches(of(""), "anything")).isTrue();
    }

    @Test
    void matchesWhatBeginsWithATopicAndNothingElse() {
        Topics topics = of("news.", "news.eu", "new", "x\u0000y", "\u00ff\u0080");
        for (String yes : List.of("new", "news", "news.eu", "newt", "x\u0000y1", "\u00ff\u0080")) {
            assertThat(matches(topics, yes)).as(yes).isTrue();
        }
        for (String no :
                List.of("", "n", "ne", "nEw", "x", "x\u0000", "x\u0000z", "\u00ff", "\u00ff\u0081", "\u007f")) {
            assertThat(matches(topics, no)).as(no).isFalse();
        }
    }

    @Test
    void keepsShorterAndLongerTopicsApart() {
        Topics topics = of("abc", "a");
        assertThat(topics.remove(bytes("ab"))).isFalse();
        assertThat(topics.remove(bytes("a"))).isTrue();
        assertThat(matches(topics, "ab")).isFalse();
        assertThat(matches(topics, "abcd")).isTrue();
        assertThat(topics.add(bytes("abc"))).isFalse();
        assertThat(topics.remove(bytes("abc"))).isTrue();
        assertThat(topics.isEmpty()).isTrue();
    }

    @Test
    void takesTopicsOfAMegabyte() {
        Topics topics = new Topics();
        byte[] large = new byte[1 << 20];
        assertThat(topics.add(large)).isTrue();
        assertThat(topics.matches(Message.wrap(large))).isTrue();
        large = large.clone();
        large[large.length - 1] = 1;
        assertThat(topics.matches(Message.wrap(large))).isFalse();
    }

    @Test
    void agreesWithASetOfStringsInRandomSequences() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Topics topics = new Topics();
            Set<String> model = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                String word = word(random);
                if (random.nextInt(5) < 3) {
                    assertThat(topics.add(bytes(word))).isEqualTo(model.add(word));
                } else {
                    assertThat(topics.remove(bytes(word))).isEqualTo(model.remove(word));
                }
                String body = word(random) + word(random);
                assertThat(matches(topics, body))
                        .as("seed %s, step %s, %s in %s", seed, i, body, model)
                        .isEqualTo(model.stream().anyMatch(body::startsWith));
                assertThat(topics.size()).isEqualTo(model.size());
            }
            for (String left : new ArrayList<>(model)) {
                assertThat(topics.remove(bytes(left))).isTrue();
            }
            assertThat(matches(topics, word(random))).isFalse();
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int left = random.nextInt(5); left > 0; left--) {
            word.append("ab\u00ff".charAt(random.nextInt(3)));
        }
        return word.toString();
    }
}
