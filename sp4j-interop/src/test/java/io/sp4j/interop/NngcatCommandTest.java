package io.sp4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Pair0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sp4j cat} as a process, beside and against nngcat. */
@RequiresPeer("nngcat")
@ExtendWith(LeakGate.class)
class NngcatCommandTest {
    private static final Duration HANG = Duration.ofSeconds(60);

    @Spec({"spec.md 8", "spec.md 10 #116"})
    @ParameterizedTest
    @ValueSource(strings = {"no", "raw", "ascii", "quoted", "hex", "msgpack"})
    void everyFormatHasTheSameBytes(String format) throws Exception {
        List<byte[]> bodies =
                List.of(new byte[0], allBytes(), Bodies.of(255, 3), Bodies.of(256, 4), Bodies.of(70_000, 5));
        byte[] theirs = printed(bodies, format, true);
        byte[] ours = printed(bodies, format, false);
        assertThat(ours).isEqualTo(theirs);
        assertThat(theirs.length == 0).isEqualTo(format.equals("no"));
    }

    @Spec("spec.md 10 #115")
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void ourRequestGetsTheirReply(String transport, @TempDir Path directory) throws Exception {
        String url = transport.equals("tcp") ? Addresses.freeTcp() : "ipc://" + directory.resolve("socket");
        String file = Bodies.file(directory, Bodies.of(65_536, 6)).toString();
        try (PeerProcess rep = Nngcat.start("--rep0", "--listen", url, "--file", file, "--quoted", "--count", "1");
                PeerProcess req = SpCat.start("--req0", "--async", "--dial", url, "--data", "question", "--raw")) {
            assertThat(req.awaitExit()).as(req.toString()).isZero();
            assertThat(req.output()).isEqualTo(Bodies.of(65_536, 6));
            assertThat(rep.awaitExit()).as(rep.toString()).isZero();
            assertThat(rep.output()).asString().isEqualTo("\"question\"\n");
        }
    }

    @Spec("spec.md 10 #115")
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void theirRequestGetsOurReply(String transport, @TempDir Path directory) throws Exception {
        String any = transport.equals("tcp") ? "tcp://127.0.0.1:0" : "ipc://" + directory.resolve("socket");
        String file = Bodies.file(directory, Bodies.of(65_536, 7)).toString();
        try (PeerProcess rep = SpCat.start("--rep", "--listen", any, "-v", "--file", file, "--quoted", "-C1");
                PeerProcess req = Nngcat.start("--req0", "--dial", SpCat.url(rep), "--data", "question", "--raw")) {
            assertThat(req.awaitExit()).as(req.toString()).isZero();
            assertThat(req.output()).isEqualTo(Bodies.of(65_536, 7));
            assertThat(rep.awaitExit()).as(rep.toString()).isZero();
            assertThat(rep.output()).asString().isEqualTo("\"question\"\n");
        }
    }

    @Spec("spec.md 10 #115")
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void ourSurveyGetsTheirAnswer(String transport, @TempDir Path directory) throws Exception {
        String any = transport.equals("tcp") ? "tcp://127.0.0.1:0" : "ipc://" + directory.resolve("socket");
        // A survey that nobody hears is lost: ask until they are there.
        try (PeerProcess ours = SpCat.start("--surveyor0", "--listen", any, "-v", "-Dquestion", "-i1", "--ascii");
                PeerProcess theirs = Nngcat.start(
                        "--respondent0", "--dial", SpCat.url(ours), "--data", "answer", "--quoted", "--count", "1")) {
            assertThat(ours.awaitOutput("answer".length())).asString().isEqualTo("answer");
            assertThat(theirs.awaitExit()).as(theirs.toString()).isZero();
            assertThat(theirs.output()).asString().isEqualTo("\"question\"\n");
        }
    }

    @Spec("spec.md 10 #115")
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void theirSurveyGetsOurAnswer(String transport, @TempDir Path directory) throws Exception {
        String any = transport.equals("tcp") ? "tcp://127.0.0.1:0" : "ipc://" + directory.resolve("socket");
        try (PeerProcess ours = SpCat.start("--respondent", "--listen", any, "-v", "-Danswer", "--quoted", "-C1");
                PeerProcess theirs = Nngcat.start(
                        "--surveyor0", "--dial", SpCat.url(ours), "--data", "question", "-i", "1", "--ascii")) {
            assertThat(theirs.awaitOutput("answer".length())).asString().isEqualTo("answer");
            assertThat(ours.awaitExit()).as(ours.toString()).isZero();
            assertThat(ours.output()).asString().isEqualTo("\"question\"\n");
        }
    }

    @Test
    @Spec("spec.md 10 #115")
    void pairsTalkBothWays() throws Exception {
        try (PeerProcess ours = SpCat.start("--pair0", "-L", "0", "-v", "--data", "from sp4j", "--ascii");
                PeerProcess theirs =
                        Nngcat.start("--pair0", "--dial", SpCat.url(ours), "--data", "from nng", "--ascii")) {
            assertThat(ours.awaitOutput("from nng".length())).asString().isEqualTo("from nng");
            assertThat(theirs.awaitOutput("from sp4j".length())).asString().isEqualTo("from sp4j");
        }
    }

    @Test
    @Spec("spec.md 8")
    void bothRefuseToDialNobodyWithOneLine(@TempDir Path directory) throws Exception {
        String url = "ipc://" + directory.resolve("nobody");
        try (PeerProcess theirs = Nngcat.start("--req0", "--dial", url, "--data", "x");
                PeerProcess ours = SpCat.start("--req0", "--dial", url, "--data", "x")) {
            assertThat(theirs.awaitExit()).isEqualTo(1);
            assertThat(ours.awaitExit()).isEqualTo(4);
            assertThat(theirs.awaitError(1)).hasLineCount(1);
            assertThat(ours.awaitError(1)).hasLineCount(1);
        }
    }

    /** What one of the commands prints when it receives these bodies. */
    private static byte[] printed(List<byte[]> bodies, String format, boolean byNngcat) throws Exception {
        try (Pair0 pair = Pair0.listening("tcp://127.0.0.1:0")) {
            List<String> arguments = List.of(
                    "--pair0", "--dial", pair.url(), "--format", format, "--count", String.valueOf(bodies.size()));
            try (PeerProcess cat = byNngcat ? new Nngcat().start(arguments) : SpCat.start(arguments)) {
                for (byte[] body : bodies) {
                    pair.send(body, HANG);
                }
                assertThat(cat.awaitExit()).as(cat.toString()).isZero();
                return cat.output();
            }
        }
    }

    private static byte[] allBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }
}
