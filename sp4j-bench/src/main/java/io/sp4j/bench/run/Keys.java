package io.sp4j.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate for 127.0.0.1 and its key, made by the JDK's keytool when they are first asked for. */
final class Keys {

    private static final String PASSWORD = "of-no-use";
    private static final String ALIAS = "bench";
    private static final String OPTIONS =
            "-genkeypair -alias " + ALIAS + " -keyalg EC -groupname secp256r1 -validity 30"
                    + " -dname CN=127.0.0.1 -ext SAN=IP:127.0.0.1,DNS:localhost -ext BC:c=ca:true"
                    + " -storetype PKCS12 -storepass " + PASSWORD;

    private final Path directory;
    private boolean made;

    Keys(Path directory) {
        this.directory = directory;
    }

    /** Where {@code cert.pem}, {@code key.pem} and {@code both.pem} are. */
    Path directory() throws IOException, InterruptedException {
        if (!made) {
            make();
            made = true;
        }
        return directory;
    }

    private void make() throws IOException, InterruptedException {
        Path store = directory.resolve("keys.p12");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(OPTIONS.split(" ")));
        command.addAll(List.of("-keystore", store.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool made no key");
        }
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            String certificate = pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
            String key = pem(
                    "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
            Files.writeString(directory.resolve("cert.pem"), certificate);
            Files.writeString(directory.resolve("key.pem"), key);
            Files.writeString(directory.resolve("both.pem"), certificate + key);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String pem(String what, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
