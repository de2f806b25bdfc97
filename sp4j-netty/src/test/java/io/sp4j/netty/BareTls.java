package io.sp4j.netty;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The client's half of TLS 1.2 with one cipher, ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, by hand: it can send records that no
 * library sends. It verifies nothing and reads nothing after the handshake.
 */
final class BareTls implements AutoCloseable {
    static final int ALERT = 21;
    static final int DATA = 23;

    private static final int CHANGE_CIPHER = 20;
    private static final int HANDSHAKE = 22;
    private static final int VERSION = 0x0303;
    private static final int RANDOM = 32;
    private static final int SERVER_HELLO = 2;
    private static final int SERVER_KEY = 12;
    private static final int SERVER_DONE = 14;
    private static final int CLIENT_KEY = 16;
    private static final int FINISHED = 20;
    private static final int COORDINATE = 32;
    private static final int POINT = 1 + 2 * COORDINATE;
    private static final int KEY = 16;
    private static final int SALT = 4;
    private static final int TAG_BITS = 128;
    /** The group secp256r1, points as they are, signatures ecdsa_secp256r1_sha256. */
    private static final byte[] EXTENSIONS =
            HexFormat.of().parseHex("0016000a000400020017000b00020100000d000400020403");

    private final Socket socket;
    private final byte[] random = new byte[RANDOM];
    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    private byte[] key = {};
    private byte[] salt = {};
    private long sequence;

    private BareTls(Socket socket) {
        this.socket = socket;
    }

    /** Connects and does the handshake. */
    static BareTls connect(String url) throws IOException {
        URI uri = URI.create(url);
        BareTls client = new BareTls(new Socket(uri.getHost(), uri.getPort()));
        try {
            client.shakeHands();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return client;
    }

    private void shakeHands() throws IOException, GeneralSecurityException {
        ByteBuffer hello = ByteBuffer.allocate(RANDOM + 9 + EXTENSIONS.length + 2);
        hello.putShort((short) VERSION).put(random).put((byte) 0);
        hello.putShort((short) 4).putInt(0xc02b00ff).put((byte) 1).put((byte) 0);
        hello.put(EXTENSIONS);
        say(1, Arrays.copyOf(hello.array(), hello.position()));

        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] theirRandom = {};
        byte[] theirPoint = {};
        ByteBuffer flight = ByteBuffer.allocate(0);
        int type = 0;
        while (type != SERVER_DONE) {
            flight = whole(flight, in);
            transcript.write(flight.array(), flight.position(), 4 + length(flight));
            ByteBuffer body = flight.slice(flight.position() + 4, length(flight));
            type = flight.get(flight.position());
            flight.position(flight.position() + 4 + body.remaining());
            if (type == SERVER_HELLO) {
                theirRandom = new byte[RANDOM];
                body.position(2).get(theirRandom);
            } else if (type == SERVER_KEY) {
                theirPoint = new byte[POINT];
                body.position(4).get(theirPoint);
            }
        }
        finish(theirRandom, theirPoint);
    }

    /** With at least one message, which begins at its position. */
    private static ByteBuffer whole(ByteBuffer flight, DataInputStream in) throws IOException {
        ByteBuffer all = flight;
        while (all.remaining() < 4 || all.remaining() < 4 + length(all)) {
            in.skipNBytes(3);
            byte[] record = in.readNBytes(in.readUnsignedShort());
            all = ByteBuffer.allocate(all.remaining() + record.length)
                    .put(all)
                    .put(record)
                    .flip();
        }
        return all;
    }

    private static int length(ByteBuffer message) {
        return message.getInt(message.position()) & 0xffffff;
    }

    private void finish(byte[] theirRandom, byte[] theirPoint) throws IOException, GeneralSecurityException {
        KeyPair mine = io.sp4j.testkit.Certificates.newKey("EC", Byte.SIZE * COORDINATE);
        ECPublicKey open = (ECPublicKey) mine.getPublic();
        ByteBuffer point = ByteBuffer.allocate(1 + POINT).put((byte) POINT).put((byte) 4);
        point.put(coordinate(open.getW().getAffineX()))
                .put(coordinate(open.getW().getAffineY()));
        say(CLIENT_KEY, point.array());

        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(mine.getPrivate());
        agreement.doPhase(publicKey(theirPoint, open), true);
        byte[] master = expand(agreement.generateSecret(), "master secret", 48, random, theirRandom);
        byte[] keys = expand(master, "key expansion", 2 * (KEY + SALT), theirRandom, random);
        write(CHANGE_CIPHER, new byte[] {1});
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(transcript.toByteArray());
        key = Arrays.copyOf(keys, KEY);
        salt = Arrays.copyOfRange(keys, 2 * KEY, 2 * KEY + SALT);
        say(FINISHED, expand(master, "client finished", 12, digest));
    }

    private static PublicKey publicKey(byte[] point, ECPublicKey like) throws GeneralSecurityException {
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, POINT));
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), like.getParams()));
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] out = new byte[COORDINATE];
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, out, COORDINATE - length, length);
        return out;
    }

    private static byte[] expand(byte[] secret, String label, int length, byte[]... seeds)
            throws GeneralSecurityException {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        for (byte[] part : seeds) {
            seed.writeBytes(part);
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] a = seed.toByteArray();
        while (out.size() < length) {
            a = mac.doFinal(a);
            mac.update(a);
            out.writeBytes(mac.doFinal(seed.toByteArray()));
        }
        return Arrays.copyOf(out.toByteArray(), length);
    }

    private void say(int type, byte[] body) throws IOException, GeneralSecurityException {
        byte[] message = ByteBuffer.allocate(4 + body.length)
                .putInt(type << 24 | body.length)
                .put(body)
                .array();
        transcript.writeBytes(message);
        if (key.length == 0) {
            write(HANDSHAKE, message);
        } else {
            send(HANDSHAKE, message);
        }
    }

    /** Sends one encrypted record. */
    void send(int type, byte[] content) throws IOException {
        try {
            byte[] nonce = ByteBuffer.allocate(SALT + Long.BYTES)
                    .put(salt)
                    .putLong(sequence)
                    .array();
            ByteBuffer about = ByteBuffer.allocate(Long.BYTES + 5).putLong(sequence);
            about.put((byte) type).putShort((short) VERSION).putShort((short) content.length);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(about.array());
            byte[] sealed = cipher.doFinal(content);
            write(
                    type,
                    ByteBuffer.allocate(Long.BYTES + sealed.length)
                            .putLong(sequence++)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(int type, byte[] content) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(5 + content.length).put((byte) type);
        record.putShort((short) VERSION).putShort((short) content.length).put(content);
        socket.getOutputStream().write(record.array());
    }

    /** Waits for the end of the connection, whatever comes before it. */
    void awaitEnd() {
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // a reset is an end
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
