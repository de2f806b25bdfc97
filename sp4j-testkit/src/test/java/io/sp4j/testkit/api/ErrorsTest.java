package io.sp4j.testkit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sp4j.Codec;
import io.sp4j.Device;
import io.sp4j.DialMode;
import io.sp4j.ErrorCode;
import io.sp4j.Message;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.Pair1;
import io.sp4j.Protocol;
import io.sp4j.Pub0;
import io.sp4j.Pull0;
import io.sp4j.RawSocket;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import io.sp4j.Sub0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The errors that operations raise here, each with words that say on what, and what to do. What only a broken machine can
 * bring about is tested where the JDK's exceptions are translated.
 */
@ExtendWith(LeakGate.class)
class ErrorsTest {
    private static final Duration SOON = Duration.ofMillis(1);

    @TempDir
    static Path directory;

    static Stream<Arguments> errors() {
        return Stream.of(
                row(SpException.Interrupted.class, ErrorsTest::interrupted, "flag is still set"),
                row(SpException.Timeout.class, ErrorsTest::nothingComes, "no peer is connected"),
                row(SpException.ConnectionRefused.class, ErrorsTest::nobodyListens, "tcp://127.0.0.1:"),
                row(SpException.Closed.class, ErrorsTest::closed, "closed"),
                row(SpException.NotSupported.class, ErrorsTest::noSuchTransport, "sp4j-netty"),
                row(SpException.AddressInUse.class, ErrorsTest::listensTwice, "inproc://errors-twice"),
                row(SpException.BadState.class, ErrorsTest::answersNothing, "recv one first"),
                row(SpException.NoEntry.class, ErrorsTest::neverSubscribed, "\"news\""),
                row(SpException.NoEntry.class, ErrorsTest::noSuchDirectory, "missing"),
                row(SpException.ProtocolError.class, ErrorsTest::dialsAnotherProtocol, "pub0 (0x0020)"),
                row(SpException.AddressInvalid.class, ErrorsTest::portOutOfRange, "65536"),
                row(SpException.Canceled.class, ErrorsTest::asksAgain, "open a context for each"),
                row(SpException.Busy.class, ErrorsTest::pairIsTaken, "a pair has one peer"),
                row(SpException.Busy.class, ErrorsTest::usesTheSocketOfADevice, "device"),
                row(SpException.InvalidOperation.class, ErrorsTest::joinsWhatDoesNotFit, "req and pub"),
                row(SpException.ReadOnly.class, ErrorsTest::setsTooLate, "is for the builder"),
                row(SpException.BadType.class, ErrorsTest::cannotDecode, "inproc[errors-decode]"));
    }

    private static Arguments row(Class<? extends SpException> type, ThrowingCallable operation, String words) {
        return Arguments.of(type, operation, words);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("errors")
    @Spec({"api.md D1", "spec.md 7.1"})
    void areRaisedWithWordsThatHelp(Class<? extends SpException> type, ThrowingCallable operation, String words) {
        Throwable raised = catchThrowable(operation);
        Throwable told = raised instanceof CompletionException ? raised.getCause() : raised;
        assertThat(told).isExactlyInstanceOf(type).hasMessageContaining(words);
        ErrorCode code = ((SpException) told).code();
        assertThat(code.exception("x")).isExactlyInstanceOf(type);
        assertThat(ErrorCode.of(code.number())).contains(code);
        assertThat(Thread.interrupted()).isEqualTo(type == SpException.Interrupted.class);
    }

    private static void interrupted() {
        try (Pull0 pull = Pull0.open()) {
            Thread.currentThread().interrupt();
            pull.recv();
        }
    }

    private static void nothingComes() {
        try (Pull0 pull = Pull0.open()) {
            pull.recv(SOON);
        }
    }

    private static void nobodyListens() {
        String url;
        try (Pair0 gone = Pair0.listening("tcp://127.0.0.1:0")) {
            url = gone.url();
        }
        try (Pair0 pair = Pair0.open()) {
            pair.dial(url, DialMode.BLOCKING);
        }
    }

    private static void closed() {
        Pull0 pull = Pull0.open();
        pull.close();
        pull.recv();
    }

    private static void noSuchTransport() {
        try (Pair0 pair = Pair0.open()) {
            pair.dial("tls+tcp://localhost:1", DialMode.BACKGROUND);
        }
    }

    private static void listensTwice() {
        try (Pair0 first = Pair0.listening("inproc://errors-twice");
                Pair0 second = Pair0.open()) {
            second.listen(first.url());
        }
    }

    private static void answersNothing() {
        try (Rep0 rep = Rep0.open()) {
            rep.send("an answer to nothing");
        }
    }

    private static void neverSubscribed() {
        try (Sub0 sub = Sub0.open()) {
            sub.unsubscribe("news");
        }
    }

    private static void noSuchDirectory() {
        try (Pair0 pair = Pair0.open()) {
            pair.listen("ipc://" + directory.resolve("missing").resolve("socket"));
        }
    }

    private static void dialsAnotherProtocol() {
        try (Pub0 pub = Pub0.builder()
                        .executor(Over.EXECUTOR)
                        .listen("tcp://127.0.0.1:0")
                        .open();
                Pull0 pull = Pull0.open()) {
            pull.dial(pub.url(), DialMode.BLOCKING);
        }
    }

    private static void portOutOfRange() {
        try (Pair0 pair = Pair0.open()) {
            pair.dial("tcp://127.0.0.1:65536");
        }
    }

    private static void asksAgain() {
        try (Rep0 rep = Rep0.builder()
                        .executor(Over.EXECUTOR)
                        .listen("inproc://errors-again")
                        .open();
                Req0 req =
                        Req0.builder().executor(Over.EXECUTOR).dial(rep.url()).open()) {
            req.send("first");
            CompletableFuture<Message> answer = req.recvAsync();
            req.send("second");
            answer.join();
        }
    }

    private static void pairIsTaken() {
        try (Pair0 one = Pair0.builder()
                        .executor(Over.EXECUTOR)
                        .listen("inproc://errors-one")
                        .open();
                Pair0 other = Pair0.builder()
                        .executor(Over.EXECUTOR)
                        .listen("inproc://errors-other")
                        .open();
                Pair0 pair = Pair0.dialing(one.url())) {
            pair.dial(other.url(), DialMode.BLOCKING);
        }
    }

    private static void usesTheSocketOfADevice() {
        RawSocket req = RawSocket.open(Protocol.REQ0);
        try (Device device = Device.start(RawSocket.open(Protocol.REP0), req)) {
            assertThat(device.stopped()).isNotDone();
            req.recv();
        }
    }

    private static void joinsWhatDoesNotFit() {
        try (RawSocket req = RawSocket.open(Protocol.REQ0);
                RawSocket pub = RawSocket.open(Protocol.PUB0);
                Device device = Device.start(req, pub)) {
            assertThat(device).isNull();
        }
    }

    private static void setsTooLate() {
        try (Pair1 pair = Pair1.open()) {
            pair.set(Options.PAIR1_POLYAMOROUS, true);
        }
    }

    private static void cannotDecode() {
        try (Pair0 a = Pair0.listening("inproc://errors-decode");
                Pair0 b = Pair0.dialing(a.url())) {
            b.send("not a number");
            a.recv(Over.HANG).decode(new Numbers());
        }
    }

    private static final class Numbers implements Codec<Integer> {
        @Override
        public byte[] encode(Integer value) {
            return new byte[] {value.byteValue()};
        }

        @Override
        public Integer decode(Message m) {
            return Integer.valueOf(m.text());
        }
    }
}
