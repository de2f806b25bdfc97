package io.sp4j.testkit;

import io.sp4j.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * An authority and the certificates that it gives, made anew by each run: for tests of TLS. Keys are on the curve P-256
 * unless a test brings others.
 */
public final class Certificates {
    /** How long a certificate has been valid, and still is. */
    public static final Duration DAY = Duration.ofDays(1);

    private final String name;
    private final KeyPair key = newKey("EC", 256);
    private final X509Certificate certificate;
    private final String chain;

    /** An authority that nobody stands above. */
    public Certificates(String name) {
        this.name = name;
        this.certificate = parsed(new CertificateForm(name, key.getPublic()).signed(name, key.getPrivate(), true));
        this.chain = "";
    }

    private Certificates(String name, Certificates above) {
        this.name = name;
        this.certificate =
                parsed(new CertificateForm(name, key.getPublic()).signed(above.name, above.key.getPrivate(), true));
        this.chain = above.chain + pem();
    }

    /** An authority that this one vouches for; what it gives brings the chain along. */
    public Certificates intermediate(String below) {
        return new Certificates(below, this);
    }

    /** What trusts this authority. */
    public String pem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    /** What trusts this authority, as a key store. */
    public KeyStore trust() {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry(name, certificate);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Certificate and key for addresses or names, valid now. */
    public String identity(String... hosts) {
        return identity(newKey("EC", 256), form -> {}, hosts);
    }

    /** Certificate and key for an address or name, valid from and to a time after now. */
    public String identity(String host, Duration from, Duration to) {
        return identity(newKey("EC", 256), form -> form.valid(from, to), host);
    }

    /** Certificate and key for addresses or names, valid now. */
    public String identity(KeyPair pair, String... hosts) {
        return identity(pair, form -> {}, hosts);
    }

    /** Certificate and key, changed as a test wants. */
    public String identity(KeyPair pair, Change change, String... hosts) {
        return certificate(pair, change, hosts)
                + pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    /** A certificate for this key, valid now. */
    public String certificate(String host, KeyPair pair) {
        return certificate(pair, form -> {}, host);
    }

    private String certificate(KeyPair pair, Change change, String... hosts) {
        CertificateForm form = new CertificateForm(hosts.length == 0 ? "nobody" : hosts[0], pair.getPublic());
        form.hosts(List.of(hosts));
        change.apply(form);
        return pem("CERTIFICATE", form.signed(name, key.getPrivate(), false)) + chain;
    }

    /** Certificate and key of somebody whom only he himself vouches for. */
    public static String selfSigned(String host) {
        KeyPair pair = newKey("EC", 256);
        CertificateForm form = new CertificateForm(host, pair.getPublic()).hosts(List.of(host));
        return pem("CERTIFICATE", form.signed(host, pair.getPrivate(), false))
                + pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    /** Certificates and keys as a store: one for each address or name, which is its alias. */
    public KeyStore store(String password, String... hosts) {
        try {
            KeyStore store = emptyStore();
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (String host : hosts) {
                KeyPair pair = newKey("EC", 256);
                byte[] text = certificate(host, pair).getBytes(StandardCharsets.US_ASCII);
                var parts = factory.generateCertificates(new ByteArrayInputStream(text));
                store.setKeyEntry(host, pair.getPrivate(), password.toCharArray(), parts.toArray(new Certificate[0]));
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A listener for these addresses or names. */
    public TlsConfig.Builder server(String... hosts) {
        return TlsConfig.builder().identityPem(identity(hosts));
    }

    /** A dialer that trusts this authority. */
    public TlsConfig.Builder client() {
        return TlsConfig.builder().trustPem(pem());
    }

    /** A key of this algorithm, EC or RSA, and so many bits. */
    public static KeyPair newKey(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One block of PEM. */
    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate parsed(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate of) {
        try {
            return of.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a test changes of a certificate before it is signed. */
    @FunctionalInterface
    public interface Change {
        /** Changes it. */
        void apply(CertificateForm form);
    }
}
