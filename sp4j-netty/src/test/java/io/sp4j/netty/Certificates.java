package io.sp4j.netty;

import io.sp4j.TlsConfig;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** An authority and the certificates that it gives, made anew by each run. */
final class Certificates {
    static final Duration DAY = Duration.ofDays(1);

    private final KeyPair key = newKey();
    private final X509CertificateHolder certificate;
    private final String name;

    Certificates(String name) {
        this.name = "CN=" + name;
        this.certificate = sign(this.name, key, true, DAY.negated(), DAY);
    }

    /** What trusts this authority. */
    String pem() {
        return pem(certificate);
    }

    /** Certificate and key for an address or name, valid now. */
    String identity(String host) {
        return identity(host, DAY.negated(), DAY);
    }

    /** Certificate and key for an address or name. */
    String identity(String host, Duration from, Duration to) {
        KeyPair pair = newKey();
        return pem(sign("CN=" + host, pair, false, from, to))
                + pem(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    /** A certificate for an address or name and this key, valid now. */
    String certificate(String host, KeyPair pair) {
        return pem(sign("CN=" + host, pair, false, DAY.negated(), DAY));
    }

    /** A listener for this address or name. */
    TlsConfig.Builder server(String host) {
        return TlsConfig.builder().identityPem(identity(host));
    }

    /** A dialer that trusts this authority. */
    TlsConfig.Builder client() {
        return TlsConfig.builder().trustPem(pem());
    }

    private X509CertificateHolder sign(String subject, KeyPair pair, boolean authority, Duration from, Duration to) {
        try {
            Instant now = Instant.now();
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Principal(name),
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(now.plus(from)),
                    Date.from(now.plus(to)),
                    new X500Principal(subject),
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            String host = subject.substring("CN=".length());
            boolean ip = host.matches("[0-9.]+");
            if (!authority) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(ip ? GeneralName.iPAddress : GeneralName.dNSName, host)));
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() {
        return newKey("EC");
    }

    /** A key of this algorithm, EC or RSA. */
    static KeyPair newKey(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(Object part) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(part);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
