package io.sp4j.examples.guide;

import io.sp4j.DialMode;
import io.sp4j.Message;
import io.sp4j.Rep0;
import io.sp4j.Req0;
import io.sp4j.SpException;
import io.sp4j.TlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

/** A server with a certificate of its own making: a client that trusts it is served, one that does not never connects. */
// prints: the answer is 42, over TLSv1.3
// prints: no connection: AuthenticationError
public final class EncryptedTalk {
    public static void main(String[] args) throws Exception {
        KeyStore keys = selfSigned(Files.createTempDirectory("keys").resolve("server.p12"));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));

        TlsConfig server = TlsConfig.builder().identity(keys).password("secret").build();
        TlsConfig client = TlsConfig.builder().trust(trusted).build();
        try (Rep0 rep =
                Rep0.builder().tls(server).listen("tls+tcp://127.0.0.1:0").open()) {
            rep.serve(question -> Message.of("42"), 1);
            try (Req0 req = Req0.builder().tls(client).open()) {
                req.dial(rep.url(), DialMode.BLOCKING);
                String version = req.pipes().get(0).tls().orElseThrow().getProtocol();
                System.out.println("the answer is " + req.request("?").text() + ", over " + version);
            }
            try (Req0 stranger = Req0.open()) {
                stranger.dial(rep.url(), DialMode.BLOCKING);
            } catch (SpException e) {
                System.out.println("no connection: " + e.getClass().getSimpleName());
            }
        }
    }

    /** Has the JDK's tool make a key and a certificate for 127.0.0.1. */
    private static KeyStore selfSigned(Path file) throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String options = " -genkeypair -alias server -keyalg EC -dname CN=server -ext SAN=IP:127.0.0.1"
                + " -storetype PKCS12 -storepass secret -keystore ";
        new ProcessBuilder((keytool + options + file).split(" "))
                .inheritIO()
                .start()
                .waitFor();
        file.toFile().deleteOnExit();
        return KeyStore.getInstance(file.toFile(), "secret".toCharArray());
    }
}
