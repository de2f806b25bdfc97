package io.sp4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replier dies with a request in its hands and comes back at the same address: the request is asked again. */
@RequiresPeer("nngcat")
@ExtendWith(LeakGate.class)
class NngcatRestartTest {
    private static final Duration HANG = Duration.ofSeconds(60);

    @Spec({"spec.md 3.4", "spec.md 10 #115"})
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void theirRequestOutlivesOurProcess(String transport, @TempDir Path directory) throws Exception {
        String any = transport.equals("tcp") ? "tcp://127.0.0.1:0" : "ipc://" + directory.resolve("socket");
        try (PeerProcess mute = SpCat.start("--rep0", "--listen", any, "-v", "--ascii")) {
            String url = SpCat.url(mute);
            try (PeerProcess req = Nngcat.start("--req0", "--dial", url, "--data", "question", "--ascii")) {
                mute.awaitOutput("question".length());
                mute.kill();
                try (Rep0 rep = Rep0.listening(url)) {
                    assertThat(rep.recv(HANG).text()).isEqualTo("question");
                    rep.send("answer");
                    assertThat(req.awaitExit()).as(req.toString()).isZero();
                    assertThat(req.output()).asString().isEqualTo("answer");
                }
            }
        }
    }

    @Spec({"spec.md 3.4", "spec.md 10 #115"})
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void theirRequestOutlivesOurSocket(String transport, @TempDir Path directory) throws Exception {
        String any = transport.equals("tcp") ? "tcp://127.0.0.1:0" : "ipc://" + directory.resolve("socket");
        Rep0 first = Rep0.listening(any);
        String url = first.url();
        try (PeerProcess req = Nngcat.start("--req0", "--dial", url, "--data", "question", "--ascii")) {
            assertThat(first.recv(HANG).text()).isEqualTo("question");
            first.close(Duration.ZERO);
            try (Rep0 rep = Rep0.listening(url)) {
                assertThat(rep.recv(HANG).text()).isEqualTo("question");
                rep.send("answer");
                assertThat(req.awaitExit()).as(req.toString()).isZero();
                assertThat(req.output()).asString().isEqualTo("answer");
            }
        } finally {
            first.close();
        }
    }

    @Test
    @Spec({"spec.md 3.4", "spec.md 10 #115"})
    void ourRequestOutlivesTheirProcess(@TempDir Path directory) throws Exception {
        String url = "ipc://" + directory.resolve("socket");
        try (Req0 req = Req0.builder().executor(ForkJoinPool.commonPool()).open()) {
            req.dial(url, DialMode.BACKGROUND);
            CompletableFuture<Message> reply = req.requestAsync("question");
            try (PeerProcess mute = Nngcat.start("--rep0", "--listen", url, "--ascii")) {
                mute.awaitOutput("question".length());
            }
            try (PeerProcess rep =
                    Nngcat.start("--rep0", "--listen", url, "--data", "answer", "--ascii", "--count", "1")) {
                assertThat(reply.get(HANG.toSeconds(), TimeUnit.SECONDS).text()).isEqualTo("answer");
                assertThat(rep.output()).asString().isEqualTo("question");
            }
        }
    }
}
