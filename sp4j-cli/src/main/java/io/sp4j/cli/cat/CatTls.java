package io.sp4j.cli.cat;

import io.sp4j.TlsConfig;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the options say about TLS. A listener that is told whom to trust wants a certificate of its clients. */
final class CatTls {

    private CatTls() {}

    static Optional<TlsConfig> of(CatOptions options) {
        String authorities = options.caCertificate;
        String certificate = options.certificate;
        if (!options.insecure && authorities == null && certificate == null) {
            return Optional.empty();
        }
        TlsConfig.Builder tls = TlsConfig.builder();
        if (certificate != null) {
            identify(tls, certificate, options.key);
        }
        if (authorities != null) {
            tls.trust(Path.of(authorities));
        }
        if (options.insecure) {
            tls.dangerouslySkipVerification();
        } else if (authorities != null) {
            tls.clientAuth(TlsConfig.ClientAuth.REQUIRED);
        }
        return Optional.of(tls.build());
    }

    private static void identify(TlsConfig.Builder tls, String certificate, @Nullable String key) {
        if (key == null) {
            tls.identity(Path.of(certificate));
        } else {
            tls.identity(Path.of(certificate), Path.of(key));
        }
    }
}
