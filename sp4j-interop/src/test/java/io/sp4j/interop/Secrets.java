package io.sp4j.interop;

import io.sp4j.TlsConfig;
import io.sp4j.testkit.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What both sides of a connection over TLS prove and trust here: one authority, and a certificate each. */
final class Secrets {
    /** The authority that everybody trusts. */
    static final Certificates CA = new Certificates("interop");

    /** Ours; whoever dials us needs a certificate too. */
    static final TlsConfig OURS = CA.server("127.0.0.1", "localhost")
            .trustPem(CA.pem())
            .clientAuth(TlsConfig.ClientAuth.REQUIRED)
            .build();

    /** The certificate of {@link #CA}, for peers. */
    static final Path AUTHORITY = file("authority", CA.pem());

    /** A peer's certificate and key. */
    static final Path IDENTITY = file("identity", CA.identity("127.0.0.1", "localhost"));

    private Secrets() {}

    /** Whether a URL or its scheme is for TLS. */
    static boolean areFor(String url) {
        return url.startsWith("tls+") || url.startsWith("wss");
    }

    /** A file that is gone with the JVM. */
    static Path file(String name, String content) {
        try {
            Path file = Files.createTempFile(name, ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
