package io.sp4j.netty;

import io.sp4j.Protocol;
import io.sp4j.internal.tls.TrustAnybody;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** A peer that does over TLS, or instead of it, whatever a test wants; it believes everybody. Calls block. */
final class TlsPeer implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int RECORD = 17 << 10;

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer in = ByteBuffer.allocate(2 * RECORD).flip();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean holding;

    TlsPeer(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
    }

    /** Connects to a listener's URL and says nothing. */
    static TlsPeer connect(String url, String version) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAnybody()}, null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(new String[] {version});
            URI uri = URI.create(url);
            return new TlsPeer(SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort())), engine);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connects and does the handshake of TLS and that of a requester. */
    static TlsPeer requester(String url, String version) throws IOException {
        TlsPeer peer = connect(url, version);
        peer.handshake();
        peer.send(header(Protocol.REQ0));
        peer.receive(8);
        return peer;
    }

    static byte[] header(Protocol as) {
        return ByteBuffer.allocate(8)
                .put(new byte[] {0, 'S', 'P', 0})
                .putShort((short) as.number())
                .putShort((short) 0)
                .array();
    }

    /** A request as it goes over the wire. */
    static byte[] request(byte[] body) {
        return ByteBuffer.allocate(12 + body.length)
                .putLong(4L + body.length)
                .putInt(0x80000001)
                .put(body)
                .array();
    }

    void handshake() throws IOException {
        engine.beginHandshake();
        negotiate(() -> engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING);
    }

    private void negotiate(BooleanSupplier goesOn) throws IOException {
        while (goesOn.getAsBoolean()) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> wrap(NOTHING);
                default -> unwrap();
            }
        }
    }

    /** Sends data in records of this peer's making. */
    void send(byte[] bytes) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        while (from.hasRemaining()) {
            wrap(from);
        }
    }

    /** Changes keys in TLS 1.3, begins another handshake in TLS 1.2. */
    void handshakeAgain() throws IOException {
        engine.beginHandshake();
        wrap(NOTHING);
    }

    private void wrap(ByteBuffer from) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(RECORD);
        engine.wrap(from, out);
        raw(out.flip());
    }

    /** Keeps what is sent from now on, for {@link #release}. */
    void hold() {
        holding = true;
    }

    /** Sends all at once what was kept. */
    void release() throws IOException {
        holding = false;
        raw(ByteBuffer.wrap(held.toByteArray()));
        held.reset();
    }

    /** Sends bytes as they are. */
    void raw(ByteBuffer bytes) throws IOException {
        if (holding) {
            held.write(bytes.array(), bytes.position(), bytes.remaining());
            return;
        }
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next bytes of data. */
    byte[] receive(int count) throws IOException {
        while (data.size() < count) {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                wrap(NOTHING);
            }
            unwrap();
        }
        byte[] all = data.toByteArray();
        data.reset();
        data.write(all, count, all.length - count);
        return java.util.Arrays.copyOf(all, count);
    }

    private void unwrap() throws IOException {
        ByteBuffer out = ByteBuffer.allocate(RECORD);
        SSLEngineResult result = engine.unwrap(in, out);
        data.write(out.array(), 0, out.position());
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            in.compact();
            int n = channel.read(in);
            in.flip();
            if (n < 0) {
                throw new EOFException("the connection has ended");
            }
        } else if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new EOFException("the other side has said goodbye");
        }
    }

    /** Waits for the end of the connection, whatever comes before it. */
    void awaitEnd() {
        ByteBuffer some = ByteBuffer.allocate(RECORD);
        try {
            while (channel.read(some) >= 0) {
                some.clear();
            }
        } catch (IOException e) {
            // a reset is an end
        }
    }

    /** Says goodbye as TLS wants it. */
    void sayGoodbye() throws SSLException, IOException {
        engine.closeOutbound();
        wrap(NOTHING);
    }

    /** Ends its side of the connection without a word of TLS. */
    void leave() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
