package io.sp4j.internal.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A text of PEM blocks.
 *
 * <pre>
 *   -----BEGIN label-----
 *   base64
 *   -----END label-----
 * </pre>
 *
 * What stands between blocks is ignored.
 */
public final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private final List<Block> blocks;

    /** One block; the body is the bytes that its base64 stands for. */
    record Block(String label, byte[] der) {}

    private Pem(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** Takes a text apart; a block that is cut off, not base64, or encrypted in the old manner is an error. */
    public static Pem parse(String text) throws GeneralSecurityException {
        List<Block> blocks = new ArrayList<>();
        int from = text.indexOf(BEGIN);
        while (from >= 0) {
            int labelEnd = text.indexOf(DASHES, from + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(from + BEGIN.length(), labelEnd);
            int end = text.indexOf(END + label + DASHES, from);
            if (labelEnd < 0 || end < 0) {
                throw new KeyStoreException("a PEM block has a beginning but no end");
            }
            blocks.add(new Block(label, decode(label, text.substring(labelEnd + DASHES.length(), end))));
            from = text.indexOf(BEGIN, end);
        }
        return new Pem(blocks);
    }

    private static byte[] decode(String label, String base64) throws GeneralSecurityException {
        if (base64.contains("Proc-Type:")) {
            throw new KeyStoreException("the " + label + " is encrypted in the manner of old OpenSSL: convert it with"
                    + " openssl pkcs8 -topk8");
        }
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new KeyStoreException("the base64 of the " + label + " is malformed", e);
        }
    }

    /** The blocks whose label ends so. */
    List<Block> labelled(String suffix) {
        return blocks.stream().filter(block -> block.label.endsWith(suffix)).toList();
    }

    /** All certificates, in the order of the text. */
    public List<X509Certificate> certificates() throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : labelled("CERTIFICATE")) {
            found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der)));
        }
        return found;
    }
}
