package io.sp4j.internal.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Key stores and managers of the JDK, made of PEM. */
public final class KeyMaterial {
    /** It looks at the names; it also decrypts the key anew for each connection, so that it is not taken for a single one. */
    private static final String BY_NAME = "NewSunX509";

    private static final char[] IN_MEMORY = "in memory".toCharArray();

    private KeyMaterial() {}

    /** Where key material comes from; asked again by each reload. */
    @FunctionalInterface
    public interface Source<T> {
        /** Reads it now; the password is for private keys. */
        T read(char[] password) throws GeneralSecurityException, IOException;
    }

    /** The text of files, one after the other. */
    public static String textOf(List<Path> files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Files.readString(file)).append('\n');
        }
        return text.toString();
    }

    /** The key managers of a PEM text with a certificate, its chain, and the private key. */
    public static KeyManager[] identity(String pem, char[] password) throws GeneralSecurityException, IOException {
        Pem parsed = Pem.parse(pem);
        Certificate[] chain = parsed.certificates().toArray(new Certificate[0]);
        if (chain.length == 0) {
            throw new KeyStoreException("the identity has no certificate");
        }
        KeyStore store = empty();
        store.setKeyEntry("identity", PrivateKeys.read(parsed, password), IN_MEMORY, chain);
        return identity(store, IN_MEMORY);
    }

    /** The key managers of a key store; among several keys a listener takes the one for the name that a peer asks for. */
    public static KeyManager[] identity(KeyStore store, char[] password) throws GeneralSecurityException {
        String algorithm = keys(store) > 1 ? BY_NAME : KeyManagerFactory.getDefaultAlgorithm();
        KeyManagerFactory factory = KeyManagerFactory.getInstance(algorithm);
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private static int keys(KeyStore store) throws GeneralSecurityException {
        int keys = 0;
        for (String alias : Collections.list(store.aliases())) {
            keys += store.isKeyEntry(alias) ? 1 : 0;
        }
        return keys;
    }

    /** The trust managers for the authorities of a PEM text. */
    public static TrustManager[] trust(String pem) throws GeneralSecurityException, IOException {
        List<X509Certificate> authorities = Pem.parse(pem).certificates();
        if (authorities.isEmpty()) {
            throw new KeyStoreException("there is no certificate to trust");
        }
        KeyStore store = empty();
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("authority " + store.size(), authority);
        }
        return trust(store);
    }

    /** The trust managers of a key store; null stands for the authorities that the JDK trusts. */
    public static TrustManager[] trust(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }
}
