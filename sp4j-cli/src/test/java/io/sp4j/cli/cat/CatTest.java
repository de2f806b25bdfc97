package io.sp4j.cli.cat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Bus0;
import io.sp4j.Pair0;
import io.sp4j.Pair1;
import io.sp4j.Pub0;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.Sub0;
import io.sp4j.cli.ExitCode;
import io.sp4j.cli.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that talk with each other and with sockets of the library. */
@Timeout(100)
class CatTest {
    private static final Duration HANG = Duration.ofSeconds(30);

    @Test
    void aRequestAndItsReplyArePrinted() throws Exception {
        Run rep = Run.of("cat", "--rep0", "--listen=tcp://127.0.0.1:0", "-v", "-Dyes", "--quoted", "-C1");
        Run req = Run.of("cat", "--req", "--dial", rep.url(), "--data:really?", "--hex");
        assertThat(req.code()).isZero();
        assertThat(req.text()).isEqualTo("\"\\x79\\x65\\x73\"\n");
        assertThat(rep.code()).isZero();
        assertThat(rep.text()).isEqualTo("\"really?\"\n");
    }

    @Test
    void aSurveyAndItsAnswerArePrinted() throws Exception {
        Run respondent = Run.of("cat", "--respondent0", "-L", "0", "-v", "-Dyes", "-Q", "-C1");
        Run surveyor = Run.of("cat", "--surveyor0", "--dial", respondent.url(), "-Dreally?", "--hex");
        assertThat(surveyor.code()).isZero();
        assertThat(surveyor.text()).isEqualTo("\"\\x79\\x65\\x73\"\n");
        assertThat(respondent.code()).isZero();
        assertThat(respondent.text()).isEqualTo("\"really?\"\n");
    }

    @Test
    void aSurveyThatNobodyAnswersIsATimeout() throws Exception {
        Run surveyor = Run.of("cat", "--surveyor0", "-L", "0", "-Danybody?", "-Q");
        assertThat(surveyor.code()).isEqualTo(ExitCode.TIMEOUT);
        assertThat(surveyor.text()).isEmpty();
    }

    @Test
    void pairIsVersionOneButForCompat() throws Exception {
        try (Pair1 one = Pair1.listening("tcp://127.0.0.1:0");
                Pair0 zero = Pair0.listening("tcp://127.0.0.1:0")) {
            Run pair = Run.of("cat", "--pair", "--dial", one.url(), "-Dx", "-C1");
            assertThat(one.recv(HANG).text()).isEqualTo("x");
            Run compat = Run.of("cat", "--pair", "--compat", "--dial", zero.url(), "-Dy", "--recv-timeout", "1");
            assertThat(zero.recv(HANG).text()).isEqualTo("y");
            assertThat(pair.code()).isZero();
            assertThat(compat.code()).isZero();
        }
    }

    @Test
    void everyByteOfStandardInputComesOutAtTheOtherEnd() throws Exception {
        byte[] body = new byte[300_000];
        new Random(1).nextBytes(body);
        Run to = Run.of("cat", "--pair0", "-L", "0", "-v", "--raw", "-C", "1");
        Run from = Run.withInput(body, "cat", "--pair0", "--dial", to.url(), "--file", "-", "--recv-timeout", "1");
        assertThat(to.code()).isZero();
        assertThat(to.out()).isEqualTo(body);
        assertThat(from.code()).isZero();
    }

    @Test
    void aFileIsSentOverIpc(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("body"), "from a file");
        Path socket = directory.resolve("socket");
        Run to = Run.of("cat", "--pair0", "-X", socket.toString(), "-v", "--ascii", "-C", "1");
        assertThat(to.url()).isEqualTo("ipc:///" + socket);
        Run from = Run.of("cat", "--pair0", "-x", socket.toString(), "-F", file.toString(), "-C", "1");
        assertThat(from.code()).isZero();
        assertThat(to.code()).isZero();
        assertThat(to.text()).isEqualTo("from a file");
    }

    @Test
    void subscribersPrintTheirTopics() throws Exception {
        try (Pub0 pub = Pub0.listening("tcp://127.0.0.1:0")) {
            Run all = Run.of("cat", "--sub", "--dial", pub.url(), "-Q", "-C", "3");
            Run some = Run.of(
                    "cat", "--sub0", "--dial", pub.url(), "--subscribe", "b", "--subscribe", "c", "-Q", "-C", "2");
            pub.awaitPipes(2, HANG);
            pub.send("a1");
            pub.send("b1");
            pub.send("c1");
            assertThat(all.code()).isZero();
            assertThat(some.code()).isZero();
            assertThat(all.text()).isEqualTo("\"a1\"\n\"b1\"\n\"c1\"\n");
            assertThat(some.text()).isEqualTo("\"b1\"\n\"c1\"\n");
        }
    }

    @Test
    void aPublisherPublishesAtIntervals() throws Exception {
        Run pub = Run.of("cat", "--pub0", "-L", "0", "-v", "-Dnews", "-i1", "--count", "30", "--send-timeout", "5");
        try (Sub0 sub = Sub0.builder().topics("").dial(pub.url()).open()) {
            assertThat(sub.recv(HANG).text()).isEqualTo("news");
        }
    }

    @Test
    void workIsHandedOutAndPrinted() throws Exception {
        Run pull = Run.of("cat", "--pull0", "-L", "0", "-v", "-Q", "--count", "1", "--recv-timeout", "60");
        Run push = Run.of("cat", "--push0", "--dial", pull.url(), "-Djob");
        assertThat(push.code()).isZero();
        assertThat(pull.code()).isZero();
        assertThat(pull.text()).isEqualTo("\"job\"\n");
    }

    @Test
    void neighboursTalkBothWays() throws Exception {
        try (Bus0 bus = Bus0.listening("tcp://127.0.0.1:0")) {
            Run other = Run.of("cat", "--bus0", "--dial", bus.url(), "-Dhello", "-Q", "--recv-timeout", "1");
            assertThat(bus.recv(HANG).text()).isEqualTo("hello");
            bus.send("welcome");
            assertThat(other.code()).isZero();
            assertThat(other.text()).isEqualTo("\"welcome\"\n");
        }
    }

    @Test
    void aCountWithoutAnIntervalSendsAtOnce() throws Exception {
        try (Pair0 to = Pair0.listening("tcp://127.0.0.1:0")) {
            Run from = Run.of("cat", "--pair0", "--dial", to.url(), "-Dx", "--count", "3");
            for (int i = 0; i < 3; i++) {
                assertThat(to.recv(HANG).text()).isEqualTo("x");
            }
            assertThat(from.code()).isZero();
        }
    }

    @Test
    void anIntervalSendsAgain() throws Exception {
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0")) {
            rep.serve(request -> request, 1);
            Run req = Run.of("cat", "--req0", "--dial", rep.url(), "-Dx", "-Q", "--interval", "1", "--count", "2");
            assertThat(req.code()).isZero();
            assertThat(req.text()).isEqualTo("\"x\"\n\"x\"\n");
        }
    }

    @Test
    void withoutDataRepliersOnlyPrint() throws Exception {
        Run rep = Run.of("cat", "--rep0", "-L", "0", "-v", "--quoted", "--count", "2");
        try (Req0 req = Req0.dialing(rep.url())) {
            req.requestAsync("one");
            req.requestAsync("two");
            assertThat(rep.code()).isZero();
        }
        assertThat(rep.text().lines()).containsExactlyInAnyOrder("\"one\"", "\"two\"");
    }

    @Test
    void addressesAddUpAndTheLastCountHolds() throws Exception {
        try (Rep0 one = Rep0.listening("tcp://127.0.0.1:0");
                Rep0 two = Rep0.listening("tcp://127.0.0.1:0")) {
            one.serve(request -> request, 1);
            two.serve(request -> request, 1);
            Run req =
                    Run.of("cat", "--req0", "--dial", one.url(), "--dial", two.url(), "-Dx", "-C1", "-C", "2", "--raw");
            assertThat(req.code()).isZero();
            assertThat(req.text()).isEqualTo("xx");
        }
    }

    @Test
    void asyncWaitsForTheListener(@TempDir Path directory) throws Exception {
        String url = "ipc://" + directory.resolve("later");
        Run req = Run.of("cat", "--req0", "--async", "--dial", url, "-Dx", "--raw");
        try (Rep0 rep = Rep0.listening(url)) {
            rep.serve(request -> request, 1);
            assertThat(req.code()).isZero();
            assertThat(req.text()).isEqualTo("x");
        }
    }

    // ---- exit codes ------------------------------------------------------------------------------------------------

    @Test
    void nobodyListeningIsCode4(@TempDir Path directory) throws Exception {
        Run req = Run.of("cat", "--req0", "--dial", "ipc://" + directory.resolve("nobody"), "-Dx");
        assertThat(req.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(req.err()).hasLineCount(1);
    }

    @Test
    void noReplyInTimeIsCode3() throws Exception {
        try (Rep0 silent = Rep0.listening("tcp://127.0.0.1:0")) {
            Run req = Run.of("cat", "--req0", "--dial", silent.url(), "-Dx", "--recv-timeout", "1");
            assertThat(req.code()).isEqualTo(ExitCode.TIMEOUT);
            assertThat(req.err()).contains("no reply in time");
        }
    }

    @Test
    void nobodyToSendToInTimeIsCode3() throws Exception {
        Run req = Run.of("cat", "--req0", "-L", "0", "-Dx", "--send-timeout", "1");
        assertThat(req.code()).isEqualTo(ExitCode.TIMEOUT);
    }

    @Test
    void nothingReceivedInTimeIsCode3() throws Exception {
        Run pair = Run.of("cat", "--pair0", "-L", "0", "--recv-timeout", "1");
        assertThat(pair.code()).isEqualTo(ExitCode.TIMEOUT);
    }

    @Test
    void anotherProtocolAtTheOtherEndIsCode6() throws Exception {
        try (Pair0 pair = Pair0.listening("tcp://127.0.0.1:0")) {
            Run req = Run.of("cat", "--req0", "--dial", pair.url(), "-Dx");
            assertThat(req.code()).isEqualTo(ExitCode.PROTOCOL);
            assertThat(req.err()).contains("pair");
        }
    }

    @Test
    void anAddressInUseIsCode1() throws Exception {
        try (Pair0 pair = Pair0.listening("tcp://127.0.0.1:0")) {
            Run rep = Run.of("cat", "--rep0", "--listen", pair.url());
            assertThat(rep.code()).isEqualTo(ExitCode.FAILURE);
            assertThat(rep.err()).contains(pair.url()).hasLineCount(1);
        }
    }

    @Test
    void anOutputThatCannotBeWrittenIsCode1() throws Exception {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (Rep0 rep = Rep0.listening("tcp://127.0.0.1:0")) {
            rep.serve(request -> request, 1);
            Run req = Run.withOutput(broken, "cat", "--req0", "--dial", rep.url(), "-Dx", "--raw");
            assertThat(req.code()).isEqualTo(ExitCode.FAILURE);
            assertThat(req.err()).contains("Broken pipe").hasLineCount(1);
        }
    }
}
