package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.Options;
import io.sp4j.Pair0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.TlsConfig;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenSSL's command sees of our TLS, from either side. */
@ExtendWith(LeakGate.class)
@Spec({"spec.md 2.3", "reliability.md 4b row 27"})
class OpensslTest {
    private static final Optional<Path> OPENSSL = Commands.find("openssl");
    private static final String PAIR_HEADER = "\0SP\0\0\20\0\0";
    private static final Duration UNTIL_CLOSED = Duration.ofSeconds(2);

    private final BlockingQueue<SocketEvent.PipeRejected> rejected = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    @BeforeEach
    void isThere() {
        if (OPENSSL.isEmpty()) {
            System.out.println("skipped: openssl is not installed");
        }
        Assumptions.assumeTrue(OPENSSL.isPresent(), "openssl is not installed");
    }

    private static List<String> openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of(OPENSSL.orElseThrow().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A listener that gives up soon on a peer that says nothing. */
    private Pair0 listening() {
        return Ours.prepare(Pair0.builder())
                .set(Options.HANDSHAKE_TIMEOUT, UNTIL_CLOSED)
                .onEvent(SocketEvent.PipeRejected.class, rejected::add)
                .listen("tls+tcp://127.0.0.1:0")
                .open();
    }

    private CloseReason reason() throws InterruptedException {
        SocketEvent.PipeRejected end = rejected.poll(HANG.toSeconds(), TimeUnit.SECONDS);
        assertThat(end).isNotNull();
        return end.reason();
    }

    @ParameterizedTest
    @CsvSource({"-tls1_3, TLSv1.3", "-tls1_2, TLSv1.2"})
    void seesOurCertificateAndOurHeader(String option, String version) throws Exception {
        try (Pair0 ours = listening();
                PeerProcess client = PeerProcess.start(openssl(
                        "s_client",
                        "-connect",
                        ours.url().replaceAll(".*//", ""),
                        option,
                        "-alpn",
                        "h2,http/1.1",
                        "-CAfile",
                        Secrets.AUTHORITY.toString(),
                        "-verify_return_error",
                        "-verify_ip",
                        "127.0.0.1",
                        "-cert",
                        Secrets.IDENTITY.toString(),
                        "-key",
                        Secrets.IDENTITY.toString(),
                        "-ign_eof"))) {
            assertThat(PeerProcess.text(client.output()))
                    .contains("New, " + version + ", Cipher is ")
                    .contains("subject=CN = 127.0.0.1", "issuer=CN = interop")
                    .contains("Verify return code: 0 (ok)")
                    .contains("No ALPN negotiated")
                    .contains("Secure Renegotiation")
                    .contains("Compression: NONE")
                    .contains(PAIR_HEADER);
            assertThat(reason()).isEqualTo(CloseReason.HANDSHAKE_TIMEOUT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_1", "-tls1"})
    void isRefusedWithAnOldVersion(String version) throws Exception {
        try (Pair0 ours = listening();
                PeerProcess client = PeerProcess.start(openssl(
                        "s_client",
                        "-connect",
                        ours.url().replaceAll(".*//", ""),
                        version,
                        "-cipher",
                        "ALL:@SECLEVEL=0"))) {
            assertThat(client.awaitExit()).isNotZero();
            assertThat(reason()).isEqualTo(CloseReason.TLS_FAILED);
        }
    }

    @Test
    void isRefusedWithoutForwardSecrecy() throws Exception {
        try (Pair0 ours = listening();
                PeerProcess client = PeerProcess.start(openssl(
                        "s_client",
                        "-connect",
                        ours.url().replaceAll(".*//", ""),
                        "-tls1_2",
                        "-cipher",
                        "AES128-GCM-SHA256:ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0"))) {
            assertThat(client.awaitExit()).isNotZero();
            assertThat(reason()).isEqualTo(CloseReason.TLS_FAILED);
        }
    }

    private PeerProcess serving(String url, Path identity) throws Exception {
        Path header = Files.writeString(directory.resolve("header"), PAIR_HEADER);
        PeerProcess server = PeerProcess.start(
                openssl(
                        "s_server",
                        "-accept",
                        url.replaceAll(".*//", ""),
                        "-cert",
                        identity.toString(),
                        "-key",
                        identity.toString(),
                        "-CAfile",
                        Secrets.AUTHORITY.toString(),
                        "-Verify",
                        "1",
                        "-verify_return_error"),
                header);
        server.awaitOutput("ACCEPT");
        return server;
    }

    @Test
    void isDialedAndSeesWhoWeAre() throws Exception {
        String url = Addresses.fixed("tls+tcp", directory);
        try (PeerProcess server = serving(url, Secrets.IDENTITY);
                Pair0 ours = Ours.prepare(Pair0.builder()).open()) {
            ours.dial(url, DialMode.BLOCKING);
            assertThat(PeerProcess.text(server.output())).contains("1 server accepts that finished");
            assertThat(server.awaitError(1)).contains("depth=0 CN = 127.0.0.1", "verify return:1");
        }
    }

    @Test
    @Spec("reliability.md 5 row 40")
    void isNotBelievedToBeAnotherHost() throws Exception {
        String url = Addresses.fixed("tls+tcp", directory);
        Path other = Secrets.file("other", Secrets.CA.identity("example.org"));
        try (PeerProcess server = serving(url, other);
                Pair0 ours = Ours.prepare(Pair0.builder()).open()) {
            assertThatThrownBy(() -> ours.dial(url, DialMode.BLOCKING))
                    .as("%s", server)
                    .isInstanceOf(SpException.AuthenticationError.class)
                    .hasMessageContaining("127.0.0.1");
            assertThat(ours.pipes()).isEmpty();
        }
    }

    @Test
    @Spec("reliability.md 5 row 41")
    void tellsUsThatItWantsACertificate() throws Exception {
        String url = Addresses.fixed("tls+tcp", directory);
        TlsConfig nobody = TlsConfig.builder().trustPem(Secrets.CA.pem()).build();
        try (PeerProcess server = serving(url, Secrets.IDENTITY);
                Pair0 ours = Ours.prepare(Pair0.builder()).tls(nobody).open()) {
            assertThatThrownBy(() -> ours.dial(url, DialMode.BLOCKING))
                    .as("%s", server)
                    .isInstanceOf(SpException.AuthenticationError.class);
        }
    }
}
