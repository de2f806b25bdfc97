package io.sp4j.testkit;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A certificate that is not signed yet, written as X.509 wants it.
 *
 * <pre>
 *   Certificate = [ content, algorithm, signature ]
 *   content     = [ version, serial, algorithm, issuer, [ from, to ], subject, key, extensions ]
 * </pre>
 */
public final class CertificateForm {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OID = 0x06;
    private static final int UTF8 = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final int EXPLICIT_0 = 0xa0;
    private static final int EXPLICIT_3 = 0xa3;

    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final byte[] BASIC_CONSTRAINTS = {0x55, 0x1d, 0x13};
    private static final byte[] ALTERNATIVE_NAME = {0x55, 0x1d, 0x11};
    private static final byte[] TRUE = value(BOOLEAN, new byte[] {-1});

    private final String subject;
    private final PublicKey key;
    private List<String> hosts = List.of();
    private Duration from = Certificates.DAY.negated();
    private Duration to = Certificates.DAY;
    private String digest = "SHA256";

    CertificateForm(String subject, PublicKey key) {
        this.subject = subject;
        this.key = key;
    }

    /** The addresses and names that it is for. */
    CertificateForm hosts(List<String> some) {
        hosts = some;
        return this;
    }

    /** From when and to when it is valid, counted from now. */
    public CertificateForm valid(Duration since, Duration until) {
        from = since;
        to = until;
        return this;
    }

    /** What the signature hashes with, as {@code SHA1}. */
    public CertificateForm digest(String name) {
        digest = name;
        return this;
    }

    /** The whole certificate; the issuer's key is on a curve. */
    byte[] signed(String issuer, PrivateKey by, boolean authority) {
        // ecdsa-with-SHA1 is 1.2.840.10045.4.1, those with SHA-2 are 1.2.840.10045.4.3.n
        byte[] curve = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04};
        byte[] oid = digest.equals("SHA1") ? join(curve, new byte[] {1}) : join(curve, new byte[] {3, 2});
        byte[] algorithm = value(SEQUENCE, value(OID, oid));
        byte[] content = value(
                SEQUENCE,
                value(EXPLICIT_0, value(INTEGER, new byte[] {2})),
                value(INTEGER, serial()),
                algorithm,
                name(issuer),
                value(SEQUENCE, time(from), time(to)),
                name(subject),
                key.getEncoded(),
                value(EXPLICIT_3, value(SEQUENCE, extensions(authority))));
        try {
            Signature signature = Signature.getInstance(digest + "withECDSA");
            signature.initSign(by);
            signature.update(content);
            return value(SEQUENCE, content, algorithm, value(BIT_STRING, join(new byte[1], signature.sign())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] extensions(boolean authority) {
        byte[] constraints = extension(BASIC_CONSTRAINTS, TRUE, value(SEQUENCE, authority ? TRUE : new byte[0]));
        if (hosts.isEmpty()) {
            return constraints;
        }
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        for (String host : hosts) {
            names.writeBytes(
                    host.matches("[0-9.]+")
                            ? value(IP_ADDRESS, address(host))
                            : value(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII)));
        }
        return join(constraints, extension(ALTERNATIVE_NAME, new byte[0], value(SEQUENCE, names.toByteArray())));
    }

    private static byte[] extension(byte[] oid, byte[] critical, byte[] content) {
        return value(SEQUENCE, value(OID, oid), critical, value(OCTET_STRING, content));
    }

    private static byte[] address(String dotted) {
        String[] parts = dotted.split("\\.");
        byte[] address = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return address;
    }

    private static byte[] serial() {
        long random = System.nanoTime() & Long.MAX_VALUE;
        return BigInteger.valueOf(random).toByteArray();
    }

    private static byte[] name(String common) {
        byte[] text = value(UTF8, common.getBytes(StandardCharsets.UTF_8));
        return value(SEQUENCE, value(SET, value(SEQUENCE, value(OID, COMMON_NAME), text)));
    }

    private static byte[] time(Duration after) {
        String text = TIME.format(Instant.now().plus(after));
        return value(UTC_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Tag, length and content. */
    private static byte[] value(int tag, byte[]... parts) {
        byte[] content = join(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length > 0xff) {
            out.write(0x82);
            out.write(content.length >> Byte.SIZE);
        } else if (content.length > 0x7f) {
            out.write(0x81);
        }
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
