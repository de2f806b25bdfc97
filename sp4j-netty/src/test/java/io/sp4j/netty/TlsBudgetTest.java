package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Pipe;
import io.sp4j.Req0;
import io.sp4j.testkit.Certificates;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Parts of messages over TLS may hold a quarter of the heap together; then those who send them wait, and nobody else. */
@ExtendWith(LeakGate.class)
class TlsBudgetTest {
    private static final Duration HANG = Duration.ofSeconds(60);
    private static final Certificates CA = new Certificates("budget");
    private static final Executor THREAD_EACH = body -> new Thread(body, "attacker").start();
    private static final int ATTACKERS = 70;
    private static final int CLAIM = 1 << 20;
    private static final int SENT = CLAIM - 1;

    @Test
    @Spec({"reliability.md 5 row 10", "reliability.md 0 T5"})
    void survivesPartsOfMessagesInASmallHeap(@TempDir Path directory) throws Exception {
        Path identity = Files.writeString(directory.resolve("identity.pem"), CA.identity("127.0.0.1"));
        Path err = directory.resolve("err");
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TlsEchoServer.class.getName(),
                        identity.toString())
                .redirectError(err.toFile())
                .start();
        try (BufferedReader output = server.inputReader();
                Req0 honest = Req0.builder()
                        .tls(CA.client().build())
                        .executor(ForkJoinPool.commonPool())
                        .recvTimeout(HANG)
                        .open()) {
            attack(output.readLine(), honest);
            server.getOutputStream().close();
            assertThat(server.waitFor(HANG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
            assertThat(Files.readString(err)).doesNotContain("OutOfMemory", "SP-IO-FAULT");
        } finally {
            server.destroyForcibly();
            server.waitFor();
        }
    }

    private static void attack(String url, Req0 honest) throws Exception {
        Pipe pipe = honest.dial(url, DialMode.BLOCKING).pipe().orElseThrow();
        List<TlsPeer> attackers = new ArrayList<>();
        List<CompletableFuture<Void>> sending = new ArrayList<>();
        for (int i = 0; i < ATTACKERS; i++) {
            TlsPeer attacker = TlsPeer.requester(url, "TLSv1.3");
            attackers.add(attacker);
            sending.add(CompletableFuture.runAsync(() -> sendPart(attacker), THREAD_EACH));
            assertThat(honest.request("still served").text()).isEqualTo("still served");
        }
        assertThat(pipe.isOpen()).isTrue();
        for (TlsPeer attacker : attackers) {
            attacker.close();
        }
        CompletableFuture.allOf(sending.toArray(new CompletableFuture<?>[0])).get(HANG.toSeconds(), TimeUnit.SECONDS);
        Message large = Message.of(new byte[CLAIM]);
        assertThat(honest.request(large, HANG)).isEqualTo(large);
    }

    /** All of a message but its last byte; waits where the server does not read. */
    private static void sendPart(TlsPeer attacker) {
        try {
            attacker.send(ByteBuffer.allocate(Long.BYTES + SENT).putLong(CLAIM).array());
        } catch (IOException e) {
            // closed while it waited
        }
    }
}
