package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.Pair0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.TlsConfig;
import io.sp4j.TlsConfig.ClientAuth;
import io.sp4j.testkit.Certificates;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in over TLS, and what both sides hear when somebody is not. */
@ExtendWith(LeakGate.class)
@Spec("spec.md 10 #99")
class TlsCertificatesTest {
    private static final Duration HANG = Duration.ofSeconds(20);
    private static final Duration DAY = Certificates.DAY;
    private static final String HERE = "tls+tcp://127.0.0.1:0";
    private static final Certificates CA = new Certificates("right");
    private static final Certificates OTHER = new Certificates("wrong");

    private final BlockingQueue<SocketEvent.PipeRejected> rejected = new LinkedBlockingQueue<>();

    private Pair0 listening(TlsConfig tls) {
        return Pair0.builder()
                .tls(tls)
                .recvTimeout(HANG)
                .executor(ForkJoinPool.commonPool())
                .listen(HERE)
                .onEvent(SocketEvent.PipeRejected.class, rejected::add)
                .open();
    }

    private static void refuses(Pair0 server, TlsConfig client, Class<? extends SpException> failure) {
        try (Pair0 dialing = Pair0.builder().tls(client).open()) {
            assertThatThrownBy(() -> dialing.dial(server.url(), DialMode.BLOCKING))
                    .isInstanceOf(failure);
            assertThat(dialing.pipes()).isEmpty();
        }
    }

    private static SSLSession carries(Pair0 server, TlsConfig client) {
        try (Pair0 dialing = Pair0.builder().tls(client).open()) {
            dialing.dial(server.url(), DialMode.BLOCKING);
            dialing.send("hello");
            assertThat(server.recv().text()).isEqualTo("hello");
            return dialing.pipes().get(0).tls().orElseThrow();
        }
    }

    private void bothSidesHear(TlsConfig server, TlsConfig client) throws InterruptedException {
        try (Pair0 listening = listening(server)) {
            refuses(listening, client, SpException.AuthenticationError.class);
            SocketEvent.PipeRejected there = rejected.poll(HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(there).isNotNull();
            assertThat(there.reason()).isEqualTo(CloseReason.AUTHENTICATION_FAILED);
        }
    }

    @Test
    void refusesAnAuthorityThatIsNotTrusted() throws InterruptedException {
        bothSidesHear(OTHER.server("127.0.0.1").build(), CA.client().build());
    }

    @Test
    void refusesAServerWhenOnlyTheAuthoritiesOfTheJdkAreTrusted() throws InterruptedException {
        bothSidesHear(CA.server("127.0.0.1").build(), TlsConfig.builder().build());
    }

    @Test
    void refusesACertificateForAnotherHost() throws InterruptedException {
        bothSidesHear(CA.server("example.org").build(), CA.client().build());
        bothSidesHear(CA.server("127.0.0.2").build(), CA.client().build());
    }

    @Test
    void refusesCertificatesOutsideTheirTime() throws InterruptedException {
        String expired = CA.identity("127.0.0.1", DAY.multipliedBy(-2), DAY.negated());
        String early = CA.identity("127.0.0.1", DAY, DAY.multipliedBy(2));
        bothSidesHear(
                TlsConfig.builder().identityPem(expired).build(), CA.client().build());
        bothSidesHear(
                TlsConfig.builder().identityPem(early).build(), CA.client().build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void refusesAClientWithoutTheCertificateThatIsRequired(String version) throws InterruptedException {
        TlsConfig server = CA.server("127.0.0.1")
                .trustPem(CA.pem())
                .protocols(version)
                .clientAuth(ClientAuth.REQUIRED)
                .build();
        try (Pair0 listening = listening(server)) {
            refuses(listening, CA.client().build(), SpException.class);
            SocketEvent.PipeRejected there = rejected.poll(HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(there).isNotNull();
            assertThat(there.reason()).isEqualTo(CloseReason.AUTHENTICATION_FAILED);
            SSLSession session = carries(
                    listening,
                    CA.client().identityPem(CA.identity("client.example")).build());
            assertThat(session.getProtocol()).isEqualTo(version);
            assertThat(TlsConfig.isVerified(session)).isTrue();
        }
    }

    @Test
    void takesClientsWithAndWithoutACertificateThatIsOptional() {
        TlsConfig server = CA.server("127.0.0.1")
                .trustPem(CA.pem())
                .clientAuth(ClientAuth.OPTIONAL)
                .build();
        try (Pair0 listening = listening(server)) {
            carries(listening, CA.client().build());
            carries(
                    listening,
                    CA.client().identityPem(CA.identity("client.example")).build());
        }
    }

    @Test
    void verifiesAnotherNameWhenTold() {
        try (Pair0 listening = listening(CA.server("example.org").build())) {
            SSLSession session =
                    carries(listening, CA.client().serverName("example.org").build());
            assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
            assertThat(session.getCipherSuite()).startsWith("TLS_");
        }
    }

    @Test
    void skipsVerificationWhenToldAndSaysSo() throws SSLPeerUnverifiedException {
        try (Pair0 listening = listening(CA.server("example.org").build())) {
            SSLSession session = carries(
                    listening, TlsConfig.builder().dangerouslySkipVerification().build());
            assertThat(TlsConfig.isVerified(session)).isFalse();
            assertThat(session.getPeerCertificates()).isNotEmpty();
        }
    }

    @Test
    void findsNoVersionInCommon() throws InterruptedException {
        try (Pair0 listening =
                listening(CA.server("127.0.0.1").protocols("TLSv1.3").build())) {
            refuses(listening, CA.client().protocols("TLSv1.2").build(), SpException.CryptoError.class);
            SocketEvent.PipeRejected there = rejected.poll(HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(there).isNotNull();
            assertThat(there.reason()).isEqualTo(CloseReason.TLS_FAILED);
        }
    }

    @Test
    void refusesAPeerThatDoesNotSpeakTls() throws InterruptedException {
        try (Pair0 listening = listening(CA.server("127.0.0.1").build());
                Pair0 plain = Pair0.builder().open()) {
            String tcp = listening.url().substring("tls+".length());
            assertThatThrownBy(() -> plain.dial(tcp, DialMode.BLOCKING)).isInstanceOf(SpException.class);
            SocketEvent.PipeRejected there = rejected.poll(HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(there).isNotNull();
            assertThat(there.reason()).isEqualTo(CloseReason.TLS_FAILED);
            assertThat(there.detail()).contains("does not speak TLS");
        }
    }

    @Test
    @Spec("api.md D7")
    void doesNotListenWithoutACertificate() {
        try (Pair0 socket = Pair0.open()) {
            assertThatThrownBy(() -> socket.listen(HERE))
                    .isInstanceOf(SpException.CryptoError.class)
                    .hasMessageContaining("identity");
        }
    }
}
