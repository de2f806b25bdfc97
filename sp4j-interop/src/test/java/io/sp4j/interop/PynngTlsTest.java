package io.sp4j.interop;

import static io.sp4j.interop.Ours.HANG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.Pair0;
import io.sp4j.Protocol;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.TlsConfig;
import io.sp4j.testkit.Certificates;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who trusts whom over TLS between pynng and us: what both sides hear when one does not. */
@RequiresPeer("pynng")
@ExtendWith(LeakGate.class)
@Spec({"spec.md 2.3", "spec.md 10 #99"})
class PynngTlsTest {
    private static final String ANY = "tls+tcp://127.0.0.1:0";
    private static final Certificates STRANGER = new Certificates("stranger");
    private static final Path STRANGE_AUTHORITY = Secrets.file("stranger", STRANGER.pem());
    private static final Path STRANGE_IDENTITY = Secrets.file("strange", STRANGER.identity("127.0.0.1"));

    private final BlockingQueue<SocketEvent.PipeRejected> rejected = new LinkedBlockingQueue<>();

    private Pair0 listening() {
        return Ours.prepare(Pair0.builder())
                .onEvent(SocketEvent.PipeRejected.class, rejected::add)
                .listen(ANY)
                .open();
    }

    private void refuses(String authority, String identity, CloseReason weHear) throws InterruptedException {
        try (Pair0 ours = listening();
                LineSocket theirs = Peers.PYNNG.open(Protocol.PAIR0)) {
            String dial = "dial-now " + ours.url() + " " + authority + " " + identity;
            assertThatThrownBy(() -> theirs.ask(dial.strip())).hasMessageContaining("failed");
            SocketEvent.PipeRejected end = rejected.poll(HANG.toSeconds(), TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            assertThat(end.reason()).as(end.detail()).isEqualTo(weHear);
        }
    }

    @Test
    void knowWhoTheOtherIs() throws Exception {
        try (Pair0 ours = listening();
                LineSocket theirs = Peers.PYNNG.open(Protocol.PAIR0)) {
            theirs.dial(ours.url());
            SSLSession session = ours.awaitPipes(1, HANG).get(0).tls().orElseThrow();
            assertThat(TlsConfig.isVerified(session)).isTrue();
            assertThat(session.getProtocol()).isIn("TLSv1.2", "TLSv1.3");
            X509Certificate shown = (X509Certificate) session.getPeerCertificates()[0];
            assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=127.0.0.1");
        }
    }

    /** They say so in a plain record where TLS 1.3 wants an encrypted one. */
    @Test
    void theyRefuseUsForOurAuthority() throws InterruptedException {
        refuses(STRANGE_AUTHORITY.toString(), Secrets.IDENTITY.toString(), CloseReason.TLS_FAILED);
    }

    @Test
    void weRefuseThemForTheirAuthority() throws InterruptedException {
        refuses(Secrets.AUTHORITY.toString(), STRANGE_IDENTITY.toString(), CloseReason.AUTHENTICATION_FAILED);
    }

    @Test
    void weRefuseThemWithoutACertificate() throws InterruptedException {
        refuses(Secrets.AUTHORITY.toString(), "", CloseReason.AUTHENTICATION_FAILED);
    }

    private static void fails(Class<? extends SpException> failure, TlsConfig ours, Path authority, Path identity) {
        try (Pair0 dialing = Ours.prepare(Pair0.builder()).tls(ours).open();
                LineSocket theirs = Peers.PYNNG.open(Protocol.PAIR0)) {
            String url = theirs.ask("listen " + ANY + " " + authority + " " + identity);
            assertThatThrownBy(() -> dialing.dial(url, DialMode.BLOCKING)).isInstanceOf(failure);
            assertThat(dialing.pipes()).isEmpty();
        }
    }

    @Test
    void weDoNotDialWhomWeDoNotTrust() {
        fails(SpException.AuthenticationError.class, Secrets.OURS, Secrets.AUTHORITY, STRANGE_IDENTITY);
    }

    /** It says so in TLS 1.3 in a record that is encrypted with the wrong keys, and hangs up in TLS 1.2. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void weNoticeThatTheyDoNotTrustUs(String version) {
        boolean old = version.equals("TLSv1.2");
        var noticed = old ? SpException.ConnectionShutdown.class : SpException.CryptoError.class;
        TlsConfig.Builder nobody = Secrets.CA.client().protocols(version);
        fails(noticed, nobody.build(), Secrets.AUTHORITY, Secrets.IDENTITY);
        TlsConfig.Builder somebody = nobody.identityPem(Secrets.CA.identity("127.0.0.1"));
        fails(noticed, somebody.build(), STRANGE_AUTHORITY, Secrets.IDENTITY);
    }
}
