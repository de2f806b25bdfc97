package io.sp4j.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Message;
import io.sp4j.SpException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Values become JSON and come back; what is no such JSON is an error and nothing worse. */
class JsonCodecTest {
    record Point(int x, int y) {}

    record Order(String id, List<Point> path, Optional<String> note, Instant at) {}

    /** Refers to itself, as no JSON can. */
    record Loop(List<Loop> inner) {}

    private static final JsonCodec<Point> POINTS = JsonCodec.of(Point.class);

    @Test
    void writesAndReadsRecords() {
        Message message = Message.of(new Point(3, -4), POINTS);
        assertThat(message.text()).isEqualTo("{\"x\":3,\"y\":-4}");
        assertThat(message.decode(POINTS)).isEqualTo(new Point(3, -4));
    }

    @Test
    void writesAndReadsRecordsOfRecords() {
        JsonCodec<Order> orders = JsonCodec.of(Order.class);
        Order order = new Order("Ä\n\"1\"", List.of(new Point(1, 2)), Optional.empty(), Instant.EPOCH);
        assertThat(Message.of(order, orders).decode(orders)).isEqualTo(order);
    }

    @Test
    void writesAndReadsStrings() {
        JsonCodec<String> strings = JsonCodec.of(String.class);
        assertThat(Message.of("grüße", strings).text()).isEqualTo("\"grüße\"");
        assertThat(Message.of("", strings).decode(strings)).isEmpty();
    }

    @Test
    void writesAndReadsGenericTypes() {
        JsonCodec<Map<String, List<Point>>> paths = JsonCodec.of(new TypeReference<Map<String, List<Point>>>() {});
        Map<String, List<Point>> value = Map.of("home", List.of(new Point(0, 0), new Point(1, 1)));
        assertThat(Message.of(value, paths).decode(paths)).isEqualTo(value);
    }

    @Test
    void ignoresFieldsThatANewerPeerSends() {
        assertThat(Message.of("{\"x\":1,\"z\":[{}],\"y\":2}").decode(POINTS)).isEqualTo(new Point(1, 2));
    }

    @Test
    void fillsInFieldsThatAnOlderPeerDoesNotSend() {
        assertThat(Message.of("{\"x\":1}").decode(POINTS)).isEqualTo(new Point(1, 0));
        assertThat(Message.of("{}").decode(JsonCodec.of(Order.class)))
                .isEqualTo(new Order(null, null, Optional.empty(), null));
    }

    @Test
    void doesAsTheMapperSays() {
        JsonMapper strict = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
                .build();
        JsonCodec<Point> points = JsonCodec.of(Point.class, strict);
        assertThat(Message.of(new Point(1, 2), points).text()).isEqualTo("{\"X\":1,\"Y\":2}");
        assertRefused(points, "{\"X\":1,\"Y\":2,\"Z\":3}");
        JsonCodec<List<Point>> lists = JsonCodec.of(new TypeReference<List<Point>>() {}, strict);
        assertThat(Message.of("[{\"X\":1,\"Y\":2}]").decode(lists)).containsExactly(new Point(1, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"x\":1,\"y\":null}",
                "{\"x\":1,\"y\":\"two\"}",
                "{\"x\":1,\"y\":2} {}",
                "{\"x\":1,\"y\":2}]",
                "{\"x\":1,\"y\":9999999999}",
                "{'x':1,'y':2}",
                "{\"x\":1,\"y\":NaN}",
                "{\"x\":1,\"y\":2,}",
                "[1,2]",
                "\u0000"
            })
    void refusesWhatIsNoSuchValue(String body) {
        assertRefused(POINTS, body);
    }

    @Test
    void takesNullOnlyWhereItMeansSomething() {
        assertThatThrownBy(() -> Message.of("null").decode(POINTS)).isInstanceOf(SpException.BadType.class);
        JsonCodec<Optional<Point>> maybe = JsonCodec.of(new TypeReference<Optional<Point>>() {});
        assertThat(Message.of("null").decode(maybe)).isEmpty();
        assertThatThrownBy(() -> JsonCodec.of(Point.class).encode(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        Message bad = Message.wrap(new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'});
        assertThatThrownBy(() -> bad.decode(JsonCodec.of(String.class)))
                .isInstanceOf(SpException.BadType.class)
                .hasCauseInstanceOf(JacksonException.class);
    }

    @Test
    void boundsHowDeepJsonMayNest() {
        String deep = "[".repeat(500_000);
        assertBeyondTheLimits(JsonCodec.of(JsonNode.class), deep);
        assertBeyondTheLimits(JsonCodec.of(Object.class), deep);
        assertBeyondTheLimits(JsonCodec.of(Loop.class), "{\"inner\":[".repeat(100_000));
        assertBeyondTheLimits(POINTS, "{\"unknown\":" + deep);
    }

    @Test
    void boundsHowLongANumberMayBe() {
        String digits = "9".repeat(500_000);
        assertBeyondTheLimits(JsonCodec.of(BigInteger.class), digits);
        assertBeyondTheLimits(JsonCodec.of(BigDecimal.class), "0." + digits);
        assertBeyondTheLimits(JsonCodec.of(Object.class), digits);
        assertBeyondTheLimits(POINTS, "{\"x\":" + digits);
    }

    @Test
    void doesNotSpellOutANumberWithAHugeExponent() {
        assertRefused(JsonCodec.of(BigInteger.class), "1e1000000000");
        assertRefused(POINTS, "{\"x\":1e1000000000,\"y\":1}");
        assertRefused(JsonCodec.of(Long.class), "1e1000000000");
    }

    @Test
    void letsNoPeerChooseAClass() {
        JsonCodec<Object> objects = JsonCodec.of(Object.class);
        assertThat(Message.of("{\"@class\":\"java.net.URL\"}").decode(objects)).isInstanceOf(Map.class);
        assertThat(Message.of("[\"java.net.URL\",\"http://localhost\"]").decode(objects))
                .isInstanceOf(List.class);
    }

    @Test
    void refusesToWriteWhatHasNoEnd() {
        List<Loop> inner = new ArrayList<>();
        Loop loop = new Loop(inner);
        inner.add(loop);
        JsonCodec<Loop> loops = JsonCodec.of(Loop.class);
        assertThatThrownBy(() -> Message.of(loop, loops))
                .isInstanceOf(SpException.BadType.class)
                .hasMessageContaining(Loop.class.getName());
    }

    private static void assertRefused(JsonCodec<?> codec, String body) {
        assertThatThrownBy(() -> Message.of(body).decode(codec))
                .isInstanceOf(SpException.BadType.class)
                .hasCauseInstanceOf(JacksonException.class);
    }

    private static void assertBeyondTheLimits(JsonCodec<?> codec, String body) {
        assertThatThrownBy(() -> Message.of(body).decode(codec))
                .isInstanceOf(SpException.BadType.class)
                .hasRootCauseInstanceOf(StreamConstraintsException.class);
    }
}
