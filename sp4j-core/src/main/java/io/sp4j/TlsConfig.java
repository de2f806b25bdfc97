package io.sp4j;

import io.sp4j.internal.tls.KeyMaterial;
import io.sp4j.internal.tls.KeyMaterial.Source;
import io.sp4j.internal.tls.SoundSignatures;
import io.sp4j.internal.tls.TrustAnybody;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How connections over TLS prove who they are and whom they trust; for dialers and listeners alike. A dialer always
 * verifies the server's certificate and host name, against the authorities of the JDK unless others are given. TLS 1.3 and
 * 1.2 are spoken, with forward secrecy and authenticated encryption only. Immutable but for {@link #reload}; for any number
 * of threads and sockets.
 */
public final class TlsConfig {
    /** What counts when nothing is configured: the JDK's authorities, no identity. */
    static final TlsConfig DEFAULT = new TlsConfig(new Builder(), null);

    private static final String VERIFIED = "io.sp4j.verified";
    private static final Pattern SOUND_CIPHERS =
            Pattern.compile("TLS_(AES|CHACHA20)_.*|TLS_ECDHE_(RSA|ECDSA)_WITH_(AES_(128|256)_GCM|CHACHA20)_.*");
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*:.*");

    private final Source<KeyManager[]> identity;
    private final Source<TrustManager[]> trust;
    private final char[] password;
    private final boolean hasIdentity;
    private final ClientAuth clientAuth;
    private final String serverName;
    private final List<String> protocols;
    private final boolean verifies;
    private final boolean readyMade;
    private final AtomicReference<@Nullable SSLContext> context;

    /** Whether a listener asks its peers for a certificate. */
    public enum ClientAuth {
        /** Peers are not asked. */
        NONE,
        /** Peers are asked; one that they send must be good. */
        OPTIONAL,
        /** Peers without a good certificate are refused. */
        REQUIRED
    }

    private TlsConfig(Builder from, @Nullable SSLContext ready) {
        identity = from.identity;
        trust = from.trust;
        password = from.password;
        hasIdentity = from.hasIdentity || ready != null;
        clientAuth = from.clientAuth;
        serverName = from.serverName;
        protocols = List.copyOf(from.protocols);
        verifies = from.verifies;
        readyMade = ready != null;
        context = new AtomicReference<>(ready);
    }

    /**
     * Begins with the JDK's authorities, no identity, TLS 1.3 and 1.2, and no certificates of clients.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes keys and trust from a context that is there already; host names are verified all the same.
     *
     * @param context initialised; its session cache is the caller's
     * @return a configuration with all else as by default
     */
    public static TlsConfig of(SSLContext context) {
        return new TlsConfig(new Builder(), Objects.requireNonNull(context, "context"));
    }

    /**
     * Reads files and key stores again; connections made afterwards use what is there now, those that are up stay. Blocks for
     * reading files. Does nothing for a context that was given ready.
     *
     * @throws SpException.CryptoError if something cannot be read or does not fit; the old keys stay in use then
     */
    public void reload() {
        if (!readyMade) {
            context.set(load());
        }
    }

    /**
     * Tells whether there is a key and certificate, which a listener needs.
     *
     * @return true also for a context that was given ready
     */
    public boolean hasIdentity() {
        return hasIdentity;
    }

    /**
     * Tells whether the certificate of a connection's peer has been verified; false when it sent none.
     *
     * @param session of a pipe, as {@code Pipe.tls()} gives it
     * @return whether the chain was checked, not only sent
     */
    public static boolean isVerified(SSLSession session) {
        return Boolean.TRUE.equals(session.getValue(VERIFIED));
    }

    /**
     * Makes the client's end of a connection; for transports.
     *
     * @param host what was dialed, for the certificate and for the server name unless another was set
     * @param port for the certificate's session only
     * @return an engine for one connection
     * @throws SpException.CryptoError if the configuration is unusable
     */
    public SSLEngine dialing(String host, int port) {
        String name = serverName.isEmpty() ? host : serverName;
        SSLEngine engine = context().createSSLEngine(name, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = parameters(engine);
        if (verifies) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!NUMERIC.matcher(name).matches()) {
            parameters.setServerNames(List.of(sni(name)));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /**
     * Makes the server's end of a connection; for transports.
     *
     * @return an engine for one connection
     * @throws SpException.CryptoError if there is no identity or the configuration is unusable
     */
    public SSLEngine listening() {
        if (!hasIdentity) {
            throw ErrorCode.CRYPTO_ERROR.exception(
                    "a listener with TLS needs a certificate and key: TlsConfig.builder().identity(...)");
        }
        SSLEngine engine = context().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = parameters(engine);
        switch (clientAuth) {
            case NONE -> parameters.setNeedClientAuth(false);
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /**
     * Notes on the session of a finished handshake whether the peer was verified; for transports.
     *
     * @param session of the connection
     */
    public void handshakeDone(SSLSession session) {
        try {
            session.putValue(VERIFIED, verifies && session.getPeerCertificates().length > 0);
        } catch (SSLPeerUnverifiedException e) {
            session.putValue(VERIFIED, false);
        }
    }

    private static SNIHostName sni(String name) {
        try {
            return new SNIHostName(name);
        } catch (IllegalArgumentException e) {
            throw ErrorCode.CRYPTO_ERROR.exception("the server name is no host name", e);
        }
    }

    private SSLParameters parameters(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(protocols.toArray(new String[0]));
        parameters.setCipherSuites(Arrays.stream(engine.getSupportedCipherSuites())
                .filter(suite -> SOUND_CIPHERS.matcher(suite).matches())
                .toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setAlgorithmConstraints(new SoundSignatures(parameters.getAlgorithmConstraints()));
        return parameters;
    }

    private SSLContext context() {
        SSLContext made = context.get();
        if (made == null) {
            made = load();
            context.set(made);
        }
        return made;
    }

    private SSLContext load() {
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            made.init(identity.read(password), trust.read(password), null);
            // the shortest there is: sessions are not resumed
            made.getClientSessionContext().setSessionTimeout(1);
            made.getServerSessionContext().setSessionTimeout(1);
            return made;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            String what = e instanceof NoSuchFileException ? "there is no file " : "";
            throw ErrorCode.CRYPTO_ERROR.exception("the TLS configuration is unusable: " + what + e.getMessage(), e);
        }
    }

    /** Says nothing of keys. */
    @Override
    public String toString() {
        return readyMade ? "TLS of a given context" : hasIdentity ? "TLS with an identity" : "TLS without an identity";
    }

    /** Collects a configuration; not for several threads at once. */
    public static final class Builder {
        private Source<KeyManager[]> identity = secret -> new KeyManager[0];
        private Source<TrustManager[]> trust = secret -> KeyMaterial.trust((KeyStore) null);
        private boolean hasIdentity;
        private char[] password = {};
        private ClientAuth clientAuth = ClientAuth.NONE;
        private String serverName = "";
        private List<String> protocols = List.of("TLSv1.3", "TLSv1.2");
        private boolean verifies = true;

        private Builder() {}

        /**
         * The certificate with its chain, and the private key, from PEM files: one with all of them, or one each.
         *
         * @param files read by {@code build} and by each reload
         * @return this builder
         */
        public Builder identity(Path... files) {
            List<Path> paths = List.of(files);
            return identity(secret -> KeyMaterial.identity(KeyMaterial.textOf(paths), secret));
        }

        /**
         * The certificate with its chain, and the private key, as PEM texts: one with all of them, or one each.
         *
         * @param texts PKCS#8, PKCS#1 or SEC 1 keys; an encrypted PKCS#8 key needs the password
         * @return this builder
         */
        public Builder identityPem(String... texts) {
            String all = String.join("\n", texts);
            return identity(secret -> KeyMaterial.identity(all, secret));
        }

        /**
         * The keys of a store, all with the same password.
         *
         * @param store read by {@code build} and by each reload
         * @return this builder
         */
        public Builder identity(KeyStore store) {
            Objects.requireNonNull(store, "store");
            return identity(secret -> KeyMaterial.identity(store, secret));
        }

        private Builder identity(Source<KeyManager[]> source) {
            identity = source;
            hasIdentity = true;
            return this;
        }

        /**
         * The authorities to trust instead of the JDK's, from PEM files.
         *
         * @param files read by {@code build} and by each reload
         * @return this builder
         */
        public Builder trust(Path... files) {
            List<Path> paths = List.of(files);
            trust = secret -> KeyMaterial.trust(KeyMaterial.textOf(paths));
            return this;
        }

        /**
         * The authorities to trust instead of the JDK's, as PEM texts.
         *
         * @param texts one certificate at least
         * @return this builder
         */
        public Builder trustPem(String... texts) {
            String all = String.join("\n", texts);
            trust = secret -> KeyMaterial.trust(all);
            return this;
        }

        /**
         * The authorities to trust instead of the JDK's, from a key store.
         *
         * @param store read by {@code build} and by each reload
         * @return this builder
         */
        public Builder trust(KeyStore store) {
            Objects.requireNonNull(store, "store");
            trust = secret -> KeyMaterial.trust(store);
            return this;
        }

        /**
         * The password of the private key or of the key store's keys.
         *
         * @param password empty for none
         * @return this builder
         */
        public Builder password(String password) {
            this.password = password.toCharArray();
            return this;
        }

        /**
         * Whether a listener asks its peers for a certificate; it does not unless told to.
         *
         * @param mode none by default
         * @return this builder
         */
        public Builder clientAuth(ClientAuth mode) {
            clientAuth = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /**
         * The name that a dialer asks for and verifies instead of the host of its URL.
         *
         * @param name a host name; empty for the host of the URL
         * @return this builder
         */
        public Builder serverName(String name) {
            serverName = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * The versions to speak, of {@code TLSv1.3} and {@code TLSv1.2}.
         *
         * @param versions at least one
         * @return this builder
         * @throws IllegalArgumentException for none or any other
         */
        public Builder protocols(String... versions) {
            List<String> wanted = new ArrayList<>(List.of(versions));
            if (wanted.isEmpty() || !List.of("TLSv1.3", "TLSv1.2").containsAll(wanted)) {
                throw new IllegalArgumentException("protocols must be TLSv1.3, TLSv1.2 or both, not " + wanted);
            }
            protocols = wanted;
            return this;
        }

        /**
         * Takes any certificate of any host. Whoever is on the way can then read and change everything: only for tests.
         *
         * @return this builder
         */
        public Builder dangerouslySkipVerification() {
            verifies = false;
            trust = secret -> new TrustManager[] {new TrustAnybody()};
            return this;
        }

        /**
         * Reads files and key stores.
         *
         * @return a configuration that was usable a moment ago
         * @throws SpException.CryptoError if something cannot be read or does not fit; the message says what
         */
        public TlsConfig build() {
            TlsConfig made = new TlsConfig(this, null);
            made.reload();
            return made;
        }
    }
}
