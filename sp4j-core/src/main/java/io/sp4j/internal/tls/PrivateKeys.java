package io.sp4j.internal.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The private key of a PEM text, in any of the forms that OpenSSL writes.
 *
 * <pre>
 *   PRIVATE KEY            PKCS#8
 *   ENCRYPTED PRIVATE KEY  PKCS#8, encrypted with a password
 *   RSA PRIVATE KEY        PKCS#1: the inner part of PKCS#8
 *   EC PRIVATE KEY         SEC 1: the inner part of PKCS#8, with the curve inside
 * </pre>
 */
public final class PrivateKeys {
    private static final byte[] VERSION = Der.value(Der.INTEGER, new byte[1]);
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int CURVE_TAG = 0xa0;
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PrivateKeys() {}

    /** The only private key of the text; the password is used if the key is encrypted. */
    public static PrivateKey read(Pem pem, char[] password) throws GeneralSecurityException {
        List<Pem.Block> keys = pem.labelled("PRIVATE KEY");
        if (keys.size() != 1) {
            throw new InvalidKeyException("the text has " + keys.size() + " private keys, it must have one");
        }
        Pem.Block block = keys.get(0);
        return switch (block.label()) {
            case "PRIVATE KEY" -> fromPkcs8(block.der());
            case "ENCRYPTED PRIVATE KEY" -> fromPkcs8(decrypted(block.der(), password));
            case "RSA PRIVATE KEY" -> fromPkcs8(pkcs8(RSA, block.der()));
            case "EC PRIVATE KEY" -> fromPkcs8(pkcs8(curve(block.der()), block.der()));
            default -> throw new InvalidKeyException("a key of the form " + block.label() + " is not known");
        };
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return Der.value(Der.SEQUENCE, VERSION, algorithm, Der.value(Der.OCTET_STRING, key));
    }

    private static byte[] curve(byte[] sec1) throws InvalidKeyException {
        ByteBuffer key = Der.read(ByteBuffer.wrap(sec1), Der.SEQUENCE);
        Der.read(key, Der.INTEGER);
        Der.read(key, Der.OCTET_STRING);
        if (!key.hasRemaining()) {
            throw new InvalidKeyException(
                    "the EC key does not name its curve: write it as PKCS#8, with openssl pkcs8 -topk8");
        }
        ByteBuffer name = Der.read(key, CURVE_TAG);
        byte[] curve = new byte[name.remaining()];
        name.get(curve);
        return Der.value(Der.SEQUENCE, EC_OID, curve);
    }

    private static PrivateKey fromPkcs8(byte[] der) throws GeneralSecurityException {
        InvalidKeyException failure = new InvalidKeyException("the private key is of no known kind or damaged");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private static byte[] decrypted(byte[] der, char[] password) throws GeneralSecurityException {
        if (password.length == 0) {
            throw new InvalidKeyException("the private key is encrypted: say its password");
        }
        PBEKeySpec spec = new PBEKeySpec(password);
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            // "PBES2" stands for two algorithms, which only the parameters name
            boolean nested =
                    info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13");
            String algorithm = nested ? info.getAlgParameters().toString() : info.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
                    info.getAlgParameters());
            return info.getKeySpec(cipher).getEncoded();
        } catch (IOException | InvalidKeySpecException e) {
            throw new InvalidKeyException("the private key cannot be decrypted, the password may be wrong", e);
        } finally {
            spec.clearPassword();
        }
    }
}
