package io.sp4j.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sp4j.CloseReason;
import io.sp4j.DialMode;
import io.sp4j.Pair0;
import io.sp4j.SocketEvent;
import io.sp4j.SpException;
import io.sp4j.TlsConfig;
import io.sp4j.TlsConfig.ClientAuth;
import io.sp4j.internal.tls.KeyMaterial;
import io.sp4j.testkit.Certificates;
import io.sp4j.testkit.LeakGate;
import io.sp4j.testkit.Spec;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates good and bad, for each way to say whom to trust, in both versions of TLS, at both ends. */
@ExtendWith(LeakGate.class)
@Spec({"spec.md 10 #99", "reliability.md 4b row 27"})
class TlsTrustTest {
    private static final Duration HANG = Duration.ofSeconds(20);
    private static final Duration DAY = Certificates.DAY;
    private static final String HERE = "tls+tcp://127.0.0.1:0";
    private static final String HOST = "127.0.0.1";
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final Certificates CA = new Certificates("right");
    private static final Certificates OTHER = new Certificates("wrong");
    private static final int WEAK = 768;

    private static final class InsistingKeys extends X509ExtendedKeyManager {
        private static final String ALIAS = "identity";
        private final X509KeyManager keys;

        InsistingKeys(X509KeyManager keys) {
            this.keys = keys;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }

    @TempDir
    static Path directory;

    private final BlockingQueue<SocketEvent.PipeRejected> rejected = new LinkedBlockingQueue<>();

    /** How to say whom to trust. */
    private enum Way {
        PEM,
        FILE,
        KEY_STORE,
        CONTEXT;

        TlsConfig.Builder trust(TlsConfig.Builder builder) {
            return switch (this) {
                case PEM -> builder.trustPem(CA.pem());
                case FILE -> builder.trust(file());
                case KEY_STORE -> builder.trust(CA.trust());
                case CONTEXT -> throw new IllegalStateException("a context is complete");
            };
        }

        TlsConfig client(String version) {
            return this == CONTEXT
                    ? TlsConfig.of(context())
                    : trust(TlsConfig.builder().protocols(version)).build();
        }
    }

    /** A certificate that a client does not take, and what the JDK says about it. */
    private enum Bad {
        OTHER_HOST("127.0.0.1"),
        NAME_ONLY("127.0.0.1"),
        EXPIRED("NotAfter"),
        EARLY("NotBefore"),
        SELF_SIGNED("certification path"),
        OTHER_AUTHORITY("certification path"),
        CHAIN_IS_CUT("certification path"),
        WEAK_KEY("RSA"),
        OLD_DIGEST("SHA1");

        private final String cause;

        Bad(String cause) {
            this.cause = cause;
        }

        String identity() {
            return switch (this) {
                case OTHER_HOST -> CA.identity("127.0.0.2");
                case NAME_ONLY -> CA.identity("localhost");
                case EXPIRED -> CA.identity(HOST, DAY.multipliedBy(-2), DAY.negated());
                case EARLY -> CA.identity(HOST, DAY, DAY.multipliedBy(2));
                case SELF_SIGNED -> Certificates.selfSigned(HOST);
                case OTHER_AUTHORITY -> OTHER.identity(HOST);
                case CHAIN_IS_CUT -> withoutChain(CA.intermediate("between").identity(HOST));
                case WEAK_KEY -> CA.identity(Certificates.newKey("RSA", WEAK), HOST);
                case OLD_DIGEST -> CA.identity(Certificates.newKey("EC", 256), form -> form.digest("SHA1"), HOST);
            };
        }

        boolean isOnlyForServers() {
            return this == OTHER_HOST || this == NAME_ONLY;
        }
    }

    /** Without the second certificate of the text. */
    private static String withoutChain(String identity) {
        String end = "-----END CERTIFICATE-----\n";
        int first = identity.indexOf(end) + end.length();
        int second = identity.indexOf(end, first) + end.length();
        return identity.substring(0, first) + identity.substring(second);
    }

    private static Path file() {
        try {
            return Files.writeString(directory.resolve("authority.pem"), CA.pem());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keys of somebody who shows his certificate whether it is wanted or not. */
    private static KeyManager insisting(String identity) {
        try {
            X509KeyManager keys = (X509KeyManager) KeyMaterial.identity(identity, new char[0])[0];
            return new InsistingKeys(keys);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(KeyManager... keys) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(CA.trust());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> waysAndVersions() {
        return Arrays.stream(Way.values()).flatMap(way -> VERSIONS.stream().map(version -> Arguments.of(way, version)));
    }

    static Stream<Arguments> badServers() {
        return waysAndVersions()
                .flatMap(way -> Arrays.stream(Bad.values()).map(bad -> Arguments.of(bad, way.get()[0], way.get()[1])));
    }

    static Stream<Arguments> badClients() {
        return badServers().filter(row -> !((Bad) row.get()[0]).isOnlyForServers() && row.get()[1] != Way.CONTEXT);
    }

    private Pair0 listening(TlsConfig tls) {
        return Pair0.builder()
                .tls(tls)
                .recvTimeout(HANG)
                .executor(ForkJoinPool.commonPool())
                .listen(HERE)
                .onEvent(SocketEvent.PipeRejected.class, rejected::add)
                .open();
    }

    private SocketEvent.PipeRejected rejection() throws InterruptedException {
        SocketEvent.PipeRejected there = rejected.poll(HANG.toSeconds(), TimeUnit.SECONDS);
        assertThat(there).isNotNull();
        return there;
    }

    private static SpException.AuthenticationError refusal(Pair0 server, TlsConfig client) {
        return refusal(server, client, SpException.AuthenticationError.class);
    }

    private static <E extends SpException> E refusal(Pair0 server, TlsConfig client, Class<E> type) {
        try (Pair0 dialing = Pair0.builder().tls(client).open()) {
            E refusal = catchThrowableOfType(type, () -> dialing.dial(server.url(), DialMode.BLOCKING));
            assertThat(refusal).isNotNull();
            assertThat(dialing.pipes()).isEmpty();
            return refusal;
        }
    }

    @ParameterizedTest
    @MethodSource("waysAndVersions")
    void takesAGoodServer(Way way, String version) throws Exception {
        String chained = CA.intermediate("between").identity(HOST);
        for (String identity : List.of(CA.identity(HOST), chained)) {
            TlsConfig server =
                    TlsConfig.builder().identityPem(identity).protocols(version).build();
            try (Pair0 listening = listening(server);
                    Pair0 dialing = Pair0.builder().tls(way.client(version)).open()) {
                dialing.dial(listening.url(), DialMode.BLOCKING);
                dialing.send("hello");
                assertThat(listening.recv().text()).isEqualTo("hello");
                SSLSession session = dialing.pipes().get(0).tls().orElseThrow();
                assertThat(TlsConfig.isVerified(session)).isTrue();
                assertThat(session.getProtocol()).isEqualTo(version);
                assertThat(session.getCipherSuite()).contains("TLS_").containsAnyOf("GCM", "CHACHA20");
                X509Certificate shown = (X509Certificate) session.getPeerCertificates()[0];
                assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=" + HOST);
                SSLSession there = listening.pipes().get(0).tls().orElseThrow();
                assertThat(TlsConfig.isVerified(there)).isFalse();
                assertThat(there.getCipherSuite()).isEqualTo(session.getCipherSuite());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("badServers")
    @Spec("reliability.md 5 row 40")
    void refusesABadServerAndBothSidesHearWhy(Bad bad, Way way, String version) throws Exception {
        TlsConfig server = TlsConfig.builder()
                .identityPem(bad.identity())
                .protocols(version)
                .build();
        try (Pair0 listening = listening(server)) {
            SpException.AuthenticationError refusal = refusal(listening, way.client(version));
            assertThat(refusal).hasRootCauseInstanceOf(GeneralSecurityException.class);
            assertThat(refusal.getMessage()).containsIgnoringCase(bad.cause);
            assertThat(rejection().reason()).isEqualTo(CloseReason.AUTHENTICATION_FAILED);
        }
    }

    @ParameterizedTest
    @MethodSource("badClients")
    @Spec("reliability.md 5 row 41")
    void refusesABadClientAndBothSidesHear(Bad bad, Way way, String version) throws Exception {
        TlsConfig server = way.trust(CA.server(HOST).protocols(version).clientAuth(ClientAuth.REQUIRED))
                .build();
        try (Pair0 listening = listening(server)) {
            refusal(listening, TlsConfig.of(context(insisting(bad.identity()))));
            SocketEvent.PipeRejected there = rejection();
            assertThat(there.reason()).isEqualTo(CloseReason.AUTHENTICATION_FAILED);
            assertThat(there.detail()).containsIgnoringCase(bad.cause);
        }
    }

    @ParameterizedTest
    @MethodSource("waysAndVersions")
    @Spec("reliability.md 5 row 41")
    void refusesAClientWithoutACertificate(Way way, String version) throws Exception {
        if (way == Way.CONTEXT) {
            return;
        }
        TlsConfig server = way.trust(CA.server(HOST).protocols(version).clientAuth(ClientAuth.REQUIRED))
                .build();
        try (Pair0 listening = listening(server)) {
            // in TLS 1.2 the server of JDK 25 says only that the handshake failed, which is what the standard has for
            // it
            assertThat(refusal(listening, CA.client().build(), SpException.class))
                    .isInstanceOfAny(SpException.AuthenticationError.class, SpException.CryptoError.class)
                    .hasRootCauseInstanceOf(SSLException.class);
            assertThat(rejection().reason()).isEqualTo(CloseReason.AUTHENTICATION_FAILED);
        }
    }
}
