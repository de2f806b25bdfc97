package io.sp4j.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Message;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import io.sp4j.testkit.LeakGate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.type.TypeReference;

/** JSON between sockets: what one sends the other reads, and what it cannot read harms nothing. */
@ExtendWith(LeakGate.class)
class JsonOverTheWireTest {
    record Sum(List<Integer> summands) {}

    private static final Duration HANG = Duration.ofSeconds(30);
    private static final JsonCodec<Sum> SUMS = JsonCodec.of(Sum.class);
    private static final JsonCodec<List<String>> WORDS = JsonCodec.of(new TypeReference<List<String>>() {});

    @Test
    void carriesQuestionsAndAnswers() {
        JsonCodec<Integer> numbers = JsonCodec.of(Integer.class);
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0");
                Req0 req = Req0.dialing(rep.url())) {
            rep.serve(
                    question -> Message.of(
                            question.decode(SUMS).summands().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum(),
                            numbers),
                    2);
            Message answer = req.request(Message.of(new Sum(List.of(1, 2, 39)), SUMS), HANG);
            assertThat(answer.decode(numbers)).isEqualTo(42);
        }
    }

    @Test
    void namesThePeerThatSentSomethingElseAndKeepsItsPipe() {
        try (Pair0 a = Pair0.listening("tcp://127.0.0.1:0");
                Pair0 b = Pair0.dialing(a.url())) {
            b.send("[\"good\", \u001b");
            b.send(Message.of(List.of("good"), WORDS));
            Message bad = a.recv(HANG);
            Pipe pipe = bad.pipe();
            assertThatThrownBy(() -> bad.decode(WORDS))
                    .isInstanceOf(SpException.BadType.class)
                    .hasMessageContaining(pipe.remote().toString())
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}"));
            assertThat(a.recv(HANG).decode(WORDS)).containsExactly("good");
            assertThat(pipe.isOpen()).isTrue();
            assertThat(a.pipes()).containsExactly(pipe);
        }
    }
}
