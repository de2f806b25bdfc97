package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sp4j.DialMode;
import io.sp4j.Pair0;
import io.sp4j.SpException;
import io.sp4j.TlsConfig;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.util.io.pem.PemObject;
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
        KeyPair key = Certificates.newKey(algorithm);
        serves(TlsConfig.builder()
                .identityPem(
                        CA.certificate(HOST, key),
                        Certificates.pem(
                                new PemObject("PRIVATE KEY", key.getPrivate().getEncoded()))));
    }

    @Test
    @Spec("spec.md 2.3")
    void readsPkcs1() throws Exception {
        KeyPair key = Certificates.newKey("RSA");
        String text = Certificates.pem(key.getPrivate());
        assertThat(text).contains("BEGIN RSA PRIVATE KEY");
        serves(TlsConfig.builder().identityPem(CA.certificate(HOST, key), text));
    }

    @Test
    @Spec("spec.md 2.3")
    void readsSec1() throws Exception {
        KeyPair key = Certificates.newKey("EC");
        ECPrivateKey inner = new ECPrivateKey(
                256, ((java.security.interfaces.ECPrivateKey) key.getPrivate()).getS(), SECObjectIdentifiers.secp256r1);
        String text = Certificates.pem(new PemObject("EC PRIVATE KEY", inner.getEncoded()));
        serves(TlsConfig.builder().identityPem(CA.certificate(HOST, key), text));
    }

    @Test
    @Spec("spec.md 2.3")
    void readsEncryptedPkcs8WithItsPasswordOnly() throws Exception {
        KeyPair key = Certificates.newKey("EC");
        OutputEncryptor encryptor = new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword(PASSWORD.toCharArray())
                .build();
        String text = Certificates.pem(new JcaPKCS8Generator(key.getPrivate(), encryptor).generate());
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
        KeyPair key = Certificates.newKey("EC");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("me", key.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {parsed(key)});
        serves(TlsConfig.builder().identity(store).password(PASSWORD));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        try (Pair0 server =
                Pair0.builder().tls(TlsConfig.of(context)).listen(HERE).open()) {
            assertThat(presentedBy(server).getPublicKey()).isEqualTo(key.getPublic());
        }
    }

    private static Certificate parsed(KeyPair key) throws Exception {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(CA.certificate(HOST, key).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    @Spec("spec.md 2.3")
    void presentsANewCertificateAfterAReloadAndKeepsConnections() throws Exception {
        Path file = directory.resolve("identity.pem");
        Files.writeString(file, CA.identity(HOST));
        TlsConfig tls = TlsConfig.builder().identity(file).build();
        try (Pair0 server = Pair0.builder().tls(tls).listen(HERE).open()) {
            X509Certificate first = presentedBy(server);
            Files.writeString(file, CA.identity(HOST));
            assertThat(presentedBy(server)).isEqualTo(first);
            tls.reload();
            X509Certificate second = presentedBy(server);
            assertThat(second).isNotEqualTo(first);
            Files.writeString(file, "no identity");
            assertThatThrownBy(tls::reload).isInstanceOf(SpException.CryptoError.class);
            assertThat(presentedBy(server))
                    .as("a reload that fails changes nothing")
                    .isEqualTo(second);
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
