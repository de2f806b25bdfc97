package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.Dialer;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Option;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import io.sp4j.SpSocket;
import io.sp4j.TlsConfig;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which options each kind of socket has, and what they do. */
@ExtendWith(LeakGate.class)
class SocketOptionsTest {
    private static final Set<Option<?>> EVERYWHERE = Set.of(
            Options.SOCKET_NAME,
            Options.LINGER,
            Options.RECV_MAX_SIZE,
            Options.RECONNECT_TIME_MIN,
            Options.RECONNECT_TIME_MAX,
            Options.DIAL_TIMEOUT,
            Options.HANDSHAKE_TIMEOUT,
            Options.MAX_CONNECTIONS,
            Options.MAX_PENDING_HANDSHAKES,
            Options.TCP_NO_DELAY,
            Options.TCP_KEEP_ALIVE,
            Options.IPC_PERMISSIONS,
            Options.IPC_PEER_USER,
            Options.IPC_BASE_DIRECTORY,
            Options.TLS_CONFIG,
            Options.WS_ALLOWED_ORIGINS,
            Options.WS_REQUEST_HEADERS,
            Options.WS_RESPONSE_HEADERS,
            Options.RECV_TIMEOUT,
            Options.SEND_TIMEOUT);
    private static final Map<Protocol, Set<Option<?>>> OWN = Map.of(
            Protocol.PAIR0, Set.of(Options.RECV_BUFFER, Options.SEND_BUFFER),
            Protocol.REQ0, Set.of(Options.MAX_TTL, Options.RESEND_TIME, Options.RESEND_TICK),
            Protocol.REP0, Set.of(Options.MAX_TTL),
            Protocol.PUB0, Set.of(Options.SEND_BUFFER),
            Protocol.SUB0, Set.of(Options.RECV_BUFFER, Options.SUB_PREFER_NEW),
            Protocol.PUSH0, Set.of(Options.SEND_BUFFER),
            Protocol.PULL0, Set.of(Options.RECV_BUFFER),
            Protocol.BUS0, Set.of(Options.RECV_BUFFER, Options.SEND_BUFFER));

    /** Where one direction does not exist, or never waits. */
    private static final Map<Protocol, Set<Option<?>>> LACKS = Map.of(
            Protocol.PUB0, Set.of(Options.RECV_TIMEOUT, Options.SEND_TIMEOUT),
            Protocol.SUB0, Set.of(Options.SEND_TIMEOUT),
            Protocol.PUSH0, Set.of(Options.RECV_TIMEOUT),
            Protocol.PULL0, Set.of(Options.SEND_TIMEOUT),
            Protocol.BUS0, Set.of(Options.SEND_TIMEOUT));

    /** A value that is in range and not the default. */
    private static <T> void tryOut(Option<T> option, Consumer<T> with) {
        Object value = switch (option.type().getSimpleName()) {
            case "Duration" -> Duration.ofMillis(1234);
            case "Integer" -> 7;
            case "Boolean" -> Boolean.FALSE;
            case "String" -> "text";
            case "Path" -> Path.of("/tmp");
            case "TlsConfig" -> TlsConfig.builder().build();
            default -> throw new AssertionError("what is an " + option.type());
        };
        with.accept(option.type().cast(value));
    }

    private static <T> void setsAndGets(SpSocket socket, Option<T> option) {
        tryOut(option, value -> {
            socket.set(option, value);
            assertThat(socket.get(option)).as(option.name()).isEqualTo(value);
        });
    }

    private static <T> void isRefused(SpSocket socket, Option<T> option) {
        tryOut(
                option,
                value -> assertThatThrownBy(() -> socket.set(option, value))
                        .isInstanceOf(SpException.NotSupported.class)
                        .hasMessageContaining(option.name())
                        .hasMessageContaining(socket.protocol().wireName()));
        assertThatThrownBy(() -> socket.get(option)).isInstanceOf(SpException.NotSupported.class);
    }

    private static <T> void builderTakes(Protocol protocol, Option<T> option) {
        tryOut(option, value -> {
            try (SpSocket socket = protocol.builder().set(option, value).open()) {
                assertThat(socket.get(option)).as(option.name()).isEqualTo(value);
            }
        });
    }

    private static <T> void builderRefuses(Protocol protocol, Option<T> option) {
        tryOut(
                option,
                value -> assertThatThrownBy(() -> protocol.builder().set(option, value))
                        .isInstanceOf(SpException.NotSupported.class));
    }

    @ParameterizedTest
    @EnumSource(names = {"PAIR0", "REQ0", "REP0", "PUB0", "SUB0", "PUSH0", "PULL0", "BUS0"})
    @Spec({"spec.md 10 #15", "spec.md 5", "api.md D10"})
    void hasEveryOptionThatDoesSomethingAndNoOther(Protocol protocol) {
        Set<Option<?>> own = new HashSet<>(EVERYWHERE);
        own.addAll(OWN.getOrDefault(protocol, Set.of()));
        own.removeAll(LACKS.getOrDefault(protocol, Set.of()));
        try (SpSocket socket = protocol.builder().open()) {
            for (Option<?> option : Options.all()) {
                if (own.contains(option)) {
                    setsAndGets(socket, option);
                    builderTakes(protocol, option);
                } else {
                    isRefused(socket, option);
                    builderRefuses(protocol, option);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PAIR0", "REQ0", "REP0"})
    void startsWithTheDefaults(Protocol protocol) {
        try (SpSocket socket = protocol.builder().open()) {
            assertThat(socket.get(Options.RECV_TIMEOUT)).isEqualTo(Options.FOREVER);
            assertThat(socket.get(Options.RECV_MAX_SIZE)).isEqualTo(1 << 20);
            assertThat(socket.get(Options.LINGER)).isEqualTo(Duration.ofSeconds(1));
            assertThat(socket.get(Options.RECONNECT_TIME_MIN)).isEqualTo(Duration.ofMillis(100));
            assertThat(socket.get(Options.RECONNECT_TIME_MAX)).isEqualTo(Duration.ofSeconds(5));
            if (protocol == Protocol.PAIR0) {
                assertThat(socket.get(Options.SEND_BUFFER)).isZero();
                assertThat(socket.get(Options.RECV_BUFFER)).isEqualTo(1024);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 8193, Integer.MIN_VALUE, Integer.MAX_VALUE})
    @Spec("spec.md 10 #16")
    void refusesBuffersOutOfRange(int depth) {
        try (Pair0 pair = Pair0.open()) {
            assertThatThrownBy(() -> pair.set(Options.RECV_BUFFER, depth))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("recv-buffer")
                    .hasMessageContaining("8192");
            assertThatThrownBy(() -> pair.set(Options.SEND_BUFFER, depth)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Pair0.builder().sendBuffer(depth)).isInstanceOf(IllegalArgumentException.class);
            assertThat(pair.get(Options.SEND_BUFFER)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8192})
    @Spec("spec.md 10 #16")
    void takesBuffersInRange(int depth) {
        try (Pair0 pair = Pair0.builder().sendBuffer(depth).recvBuffer(depth).open()) {
            assertThat(pair.get(Options.SEND_BUFFER)).isEqualTo(depth);
            int accepted = 0;
            while (accepted <= depth && pair.trySend("m")) {
                accepted++;
            }
            assertThat(accepted).isEqualTo(depth);
        }
    }

    @Test
    @Spec("spec.md 10 #17")
    void takesHopLimitsFromOneToFifteen() {
        try (Req0 req = Req0.open();
                Rep0 rep = Rep0.open()) {
            for (SpSocket socket : Set.of(req, rep)) {
                for (int hops : new int[] {1, 15}) {
                    socket.set(Options.MAX_TTL, hops);
                    assertThat(socket.get(Options.MAX_TTL)).isEqualTo(hops);
                }
                for (int hops : new int[] {0, 16, -1}) {
                    assertThatThrownBy(() -> socket.set(Options.MAX_TTL, hops))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("1 to 15");
                }
            }
            assertThatThrownBy(() -> Rep0.builder().maxTtl(16)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Spec("spec.md 10 #18")
    void takesNamesOfSixtyThreeBytes() {
        String longest = "ä".repeat(31) + "n";
        try (Pair0 pair = Pair0.builder().name(longest).open()) {
            assertThat(pair.name()).isEqualTo(longest);
            assertThatThrownBy(() -> pair.set(Options.SOCKET_NAME, longest + "n"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("63");
            assertThat(pair.name()).isEqualTo(longest);
        }
    }

    @Test
    @Spec("spec.md 10 #15")
    @SuppressWarnings("unchecked")
    void refusesAValueOfAnotherType() {
        Option<Object> option = (Option<Object>) (Option<?>) Options.RECV_BUFFER;
        try (Pair0 pair = Pair0.open()) {
            assertThatThrownBy(() -> pair.set(option, "seven")).isInstanceOf(RuntimeException.class);
            assertThat(pair.get(Options.RECV_BUFFER)).isEqualTo(1024);
            assertThatCode(() -> pair.trySend("x")).doesNotThrowAnyException();
        }
    }

    @Test
    @Spec({"spec.md 3.10", "spec.md 5"})
    void givesContextsACopyOfTheSocketsOptions() {
        try (Req0 req = Req0.builder()
                .recvTimeout(Duration.ofSeconds(1))
                .resendTime(Duration.ofSeconds(2))
                .open()) {
            Req0.Context first = req.openContext();
            req.set(Options.RECV_TIMEOUT, Duration.ofSeconds(9));
            Req0.Context second = req.openContext();
            assertThat(first.get(Options.RECV_TIMEOUT)).isEqualTo(Duration.ofSeconds(1));
            assertThat(first.get(Options.RESEND_TIME)).isEqualTo(Duration.ofSeconds(2));
            assertThat(second.get(Options.RECV_TIMEOUT)).isEqualTo(Duration.ofSeconds(9));
            first.set(Options.SEND_TIMEOUT, Duration.ZERO);
            first.set(Options.RESEND_TIME, Duration.ofSeconds(5));
            assertThat(req.get(Options.SEND_TIMEOUT)).isEqualTo(Options.FOREVER);
            assertThat(req.get(Options.RESEND_TIME)).isEqualTo(Duration.ofSeconds(2));
            assertThatThrownBy(() -> first.send("x")).isInstanceOf(SpException.Timeout.class);
            assertThat(first.socket()).isSameAs(req);
            assertThatThrownBy(() -> first.get(Options.MAX_TTL)).isInstanceOf(SpException.NotSupported.class);
            assertThatThrownBy(() -> first.set(Options.RESEND_TICK, Duration.ofSeconds(1)))
                    .isInstanceOf(SpException.NotSupported.class)
                    .hasMessageContaining("context");
            assertThatThrownBy(() -> first.set(Options.RECV_TIMEOUT, Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        try (Rep0 rep = Rep0.open()) {
            Rep0.Context context = rep.openContext();
            assertThatThrownBy(() -> context.set(Options.RESEND_TIME, Duration.ofSeconds(1)))
                    .isInstanceOf(SpException.NotSupported.class);
        }
    }

    @Test
    void usesANewTimeoutFromTheNextCallOn() throws Exception {
        try (Pair0 pair = Over.pair().recvTimeout(Options.FOREVER).open()) {
            CompletableFuture<Message> earlier = pair.recvAsync();
            pair.set(Options.RECV_TIMEOUT, Duration.ofMillis(20));
            assertThatThrownBy(pair::recv).isInstanceOf(SpException.Timeout.class);
            assertThat(earlier).isNotDone();
            pair.close(Duration.ZERO);
            assertThat(earlier.handle((m, e) -> e).get(Over.HANG.toSeconds(), TimeUnit.SECONDS))
                    .isInstanceOf(SpException.Closed.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("spec.md 10 #112")
    void takesTheSettingsOfAnEndpointBeforeThoseOfItsSocket(Over over) throws Exception {
        Events events = new Events();
        try (Pair0 a = Over.pair()
                        .recvMaxSize(100)
                        .onEvent(io.sp4j.SocketEvent.PipeDetached.class, events)
                        .open();
                Pair0 b = Over.pair().open()) {
            String wide = a.listen(over.url(), how -> how.recvMaxSize(1000)).url();
            String narrow = a.listen(over.url()).url();
            Dialer dialer = b.dial(wide);
            b.send(new byte[1000]);
            assertThat(a.recv().length()).isEqualTo(1000);
            dialer.close();
            events.next();
            b.dial(narrow);
            b.send(new byte[1000]);
            assertThat(events.next(io.sp4j.SocketEvent.PipeDetached.class).reason())
                    .isSameAs(io.sp4j.CloseReason.MESSAGE_TOO_LARGE);
        }
    }

    @Test
    @Spec("spec.md 5")
    void refusesOptionsThatAnEndpointDoesNotHave() {
        try (Pair0 pair = Pair0.open()) {
            assertThatThrownBy(() -> pair.listen("inproc://o", how -> how.set(Options.RECONNECT_TIME_MIN, Over.HANG)))
                    .isInstanceOf(SpException.NotSupported.class)
                    .hasMessageContaining("listener");
            assertThatThrownBy(() -> pair.dial("inproc://o", how -> how.set(Options.RECV_TIMEOUT, Over.HANG)))
                    .isInstanceOfSatisfying(
                            SpException.class, e -> assertThat(e.code()).isSameAs(ErrorCode.NOT_SUPPORTED));
            assertThatThrownBy(() -> pair.dial("inproc://o", how -> how.dialTimeout(Duration.ZERO)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(pair.listeners()).isEmpty();
            assertThat(pair.dialers()).isEmpty();
        }
    }
}
