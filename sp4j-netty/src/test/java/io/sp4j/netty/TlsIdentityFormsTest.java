package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.DialMode;
import io.sp4j.Pair0;
import io.sp4j.Pipe;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import io.sp4j.TlsConfig;
import io.sp4j.testkit.Certificates;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An identity may be written in any form that keys and certificates come in, and be exchanged while sockets live. */
@ExtendWith(LeakGate.class)
@Spec("spec.md 10 #99")
class TlsIdentityFormsTest {
    private static final Duration HANG = Duration.ofSeconds(20);
    private static final String HERE = "tls+tcp://127.0.0.1:0";
    private static final String HOST = "127.0.0.1";
    private static final String PASSWORD = "open sesame";
    private static final Certificates CA = new Certificates("forms");

    @TempDir
    Path directory;

    private static X509Certificate presentedBy(Pair0 server) throws Exception {
        try (Pair0 client = Pair0.builder().tls(CA.client().build()).open()) {
            client.dial(server.url(), DialMode.BLOCKING);
            client.send("hello");
            assertThat(server.recv(HANG).text()).isEqualTo("hello");
            return (X509Certificate) client.pipes().get(0).tls().orElseThrow().getPeerCertificates()[0];
        }
    }

    private static void serves(TlsConfig.Builder identity) throws Exception {
        try (Pair0 server = Pair0.builder().tls(identity.build()).listen(HERE).open()) {
            assertThat(presentedBy(server).getSubjectX500Principal().getName()).isEqualTo("CN=" + HOST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    @Spec("spec.md 2.3")
    void readsPkcs8(String algorithm) throws Exception {
        KeyPair key = Certificates.newKey(algorithm, algorithm.equals("EC") ? 256 : 2048);
        serves(TlsConfig.builder().identityPem(CA.identity(key, HOST)));
    }

    @Test
    @Spec("spec.md 2.3")
    void readsPkcs1() throws Exception {
        KeyPair key = Certificates.newKey("RSA", 2048);
        String text = written(key.getPrivate());
        assertThat(text).contains("BEGIN RSA PRIVATE KEY");
        serves(TlsConfig.builder().identityPem(CA.certificate(HOST, key), text));
    }

    @Test
    @Spec("spec.md 2.3")
    void readsSec1() throws Exception {
        KeyPair key = Certificates.newKey("EC", 256);
        ECPrivateKey inner = new ECPrivateKey(
                256, ((java.security.interfaces.ECPrivateKey) key.getPrivate()).getS(), SECObjectIdentifiers.secp256r1);
        String text = Certificates.pem("EC PRIVATE KEY", inner.getEncoded());
        serves(TlsConfig.builder().identityPem(CA.certificate(HOST, key), text));
    }

    @Test
    @Spec("spec.md 2.3")
    void readsEncryptedPkcs8WithItsPasswordOnly() throws Exception {
        KeyPair key = Certificates.newKey("EC", 256);
        OutputEncryptor encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword(PASSWORD.toCharArray())
                .build();
        String text = written(new JcaPKCS8Generator(key.getPrivate(), encryptor).generate());
        assertThat(text).contains("BEGIN ENCRYPTED PRIVATE KEY");
        String certificate = CA.certificate(HOST, key);
        serves(TlsConfig.builder().identityPem(certificate, text).password(PASSWORD));
        assertThatThrownBy(() -> TlsConfig.builder()
                        .identityPem(certificate, text)
                        .password("wrong")
                        .build())
                .isInstanceOf(SpException.CryptoError.class)
                .hasMessageContaining("password");
        assertThatThrownBy(
                        () -> TlsConfig.builder().identityPem(certificate, text).build())
                .isInstanceOf(SpException.CryptoError.class)
                .hasMessageContaining("say its password");
    }

    @Test
    @Spec("spec.md 2.3")
    void takesAKeyStoreOrAReadyContext() throws Exception {
        KeyStore store = CA.store(PASSWORD, HOST);
        serves(TlsConfig.builder().identity(store).password(PASSWORD));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        try (Pair0 server =
                Pair0.builder().tls(TlsConfig.of(context)).listen(HERE).open()) {
            assertThat(presentedBy(server)).isEqualTo(store.getCertificate(HOST));
        }
    }

    private static String written(Object part) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(part);
        }
        return text.toString();
    }

    @Test
    @Spec("spec.md 2.3")
    void presentsANewCertificateAfterAReloadAndKeepsConnections() throws Exception {
        Path file = directory.resolve("identity.pem");
        Files.writeString(file, CA.identity(HOST));
        TlsConfig tls = TlsConfig.builder().identity(file).build();
        try (Rep0 server = Rep0.builder().tls(tls).listen(HERE).open();
                Req0 early = asking(server)) {
            X509Certificate first = shownTo(early);
            Files.writeString(file, CA.identity(HOST));
            try (Req0 unchanged = asking(server)) {
                assertThat(shownTo(unchanged)).isEqualTo(first);
            }
            tls.reload();
            Files.writeString(file, "no identity");
            try (Req0 later = asking(server)) {
                X509Certificate second = shownTo(later);
                assertThat(second).isNotEqualTo(first);
                assertThatThrownBy(tls::reload).isInstanceOf(SpException.CryptoError.class);
                try (Req0 last = asking(server)) {
                    assertThat(shownTo(last))
                            .as("a reload that fails changes nothing")
                            .isEqualTo(second);
                }
            }
            server.serve(request -> request, 1);
            assertThat(early.request("still there?").text()).isEqualTo("still there?");
            assertThat(shownTo(early)).isEqualTo(first);
        }
    }

    private static Req0 asking(Rep0 server) {
        return Req0.builder()
                .tls(CA.client().build())
                .recvTimeout(HANG)
                .executor(ForkJoinPool.commonPool())
                .dial(server.url())
                .open();
    }

    private static X509Certificate shownTo(Req0 client) throws Exception {
        SSLSession session = client.awaitPipes(1, HANG).get(0).tls().orElseThrow();
        return (X509Certificate) session.getPeerCertificates()[0];
    }

    @Test
    @Spec("spec.md 2.3")
    void choosesTheCertificateForTheNameThatIsAskedFor() throws Exception {
        TlsConfig tls = TlsConfig.builder()
                .identity(CA.store(PASSWORD, "one.example", "two.example", "three.example"))
                .password(PASSWORD)
                .build();
        try (Pair0 server = Pair0.builder().tls(tls).listen(HERE).open()) {
            for (String name : new String[] {"two.example", "three.example", "one.example"}) {
                TlsConfig wanted = CA.client().serverName(name).build();
                try (Pair0 client = Pair0.builder().tls(wanted).open()) {
                    client.dial(server.url(), DialMode.BLOCKING);
                    server.awaitPipes(1, HANG);
                    ExtendedSSLSession there =
                            (ExtendedSSLSession) server.pipes().get(0).tls().orElseThrow();
                    assertThat(there.getRequestedServerNames()).containsExactly(new SNIHostName(name));
                    X509Certificate shown = (X509Certificate)
                            client.pipes().get(0).tls().orElseThrow().getPeerCertificates()[0];
                    assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=" + name);
                }
                server.pipes().forEach(Pipe::close);
            }
        }
    }

    @Test
    @Spec("spec.md 2.3")
    void refusesWhatIsNoIdentity() {
        for (String text : new String[] {"", "no PEM", "-----BEGIN CERTIFICATE-----\n", CA.pem()}) {
            assertThatThrownBy(() -> TlsConfig.builder().identityPem(text).build())
                    .as(text)
                    .isInstanceOf(SpException.CryptoError.class);
        }
    }
}
