package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.DialMode;
import io.sp4j.Pair0;
import io.sp4j.TlsConfig;
import io.sp4j.testkit.Certificates;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What takes long in a handshake happens beside the loops. */
@ExtendWith(LeakGate.class)
class TlsTasksTest {
    private static final Duration HANG = Duration.ofSeconds(20);
    private static final String HERE = "tls+tcp://127.0.0.1:0";
    private static final Certificates CA = new Certificates("tasks");
    private static final int MORE_THAN_LOOPS = 5;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    /** Thinks about a certificate until it is told to go on. */
    private final class SlowTrust implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            asked.countDown();
            try {
                if (!answered.await(HANG.toSeconds(), TimeUnit.SECONDS)) {
                    throw new CertificateException("nobody has answered");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private TlsConfig slow() throws Exception {
        KeyStore store = CA.store("", "127.0.0.1");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new SlowTrust()}, null);
        return TlsConfig.of(context);
    }

    @Test
    @Spec("reliability.md 3b")
    void aSlowHandshakeStopsNoOtherConnection() throws Exception {
        List<Pair0> sockets = new ArrayList<>();
        try (Pair0 waiting = Pair0.builder().tls(slow()).open()) {
            for (int i = 0; i < MORE_THAN_LOOPS; i++) {
                Pair0 server = Pair0.builder()
                        .tls(CA.server("127.0.0.1").build())
                        .recvTimeout(HANG)
                        .listen(HERE)
                        .open();
                sockets.add(server);
                Pair0 client = Pair0.builder().tls(CA.client().build()).open();
                sockets.add(client);
                client.dial(server.url(), DialMode.BLOCKING);
            }
            try (Pair0 server = Pair0.builder()
                    .tls(CA.server("127.0.0.1").build())
                    .recvTimeout(HANG)
                    .listen(HERE)
                    .open()) {
                waiting.dial(server.url(), DialMode.BACKGROUND);
                assertThat(asked.await(HANG.toSeconds(), TimeUnit.SECONDS)).isTrue();
                for (int i = 0; i < sockets.size(); i += 2) {
                    sockets.get(i + 1).send("meanwhile");
                    assertThat(sockets.get(i).recv().text()).isEqualTo("meanwhile");
                }
                assertThat(answered.getCount()).isOne();
                answered.countDown();
                waiting.awaitPipes(1, HANG);
                waiting.send("at last");
                assertThat(server.recv().text()).isEqualTo("at last");
            }
        } finally {
            answered.countDown();
            sockets.forEach(Pair0::close);
        }
    }
}
