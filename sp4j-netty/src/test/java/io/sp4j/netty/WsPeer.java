package io.sp4j.netty;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** One end of a connection that says over it whatever a test wants. Calls block, half a minute at most. */
final class WsPeer implements AutoCloseable {
    private static final int HANG_MILLIS = 30_000;
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Socket socket;
    private final InputStream in;

    WsPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(HANG_MILLIS);
        in = socket.getInputStream();
    }

    /** Connects to a listener and says nothing. */
    static WsPeer connect(String url) throws IOException {
        URI uri = URI.create(url);
        return new WsPeer(new Socket(uri.getHost(), uri.getPort()));
    }

    /** A client behind the upgrade. */
    static WsPeer client(String url, String subProtocol) throws IOException {
        WsPeer peer = connect(url);
        URI uri = URI.create(url);
        String head = peer.ask(request(uri.getPath(), uri.getAuthority(), subProtocol));
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException(head);
        }
        return peer;
    }

    /** A request that nobody can object to. */
    static String request(String path, String host, String subProtocol) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: " + subProtocol + "\r\n\r\n";
    }

    static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void hex(String text) throws IOException {
        say(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    /** Says something and waits for a head. */
    String ask(String text) throws IOException {
        say(text);
        return head();
    }

    /** What comes up to the next empty line. */
    String head() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (!all.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            all.write(next());
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private int next() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    /** The next so many bytes, in hexadecimal digits. */
    String take(int bytes) throws IOException {
        byte[] got = in.readNBytes(bytes);
        return HexFormat.of().formatHex(got);
    }

    /** The code of the CLOSE that comes next, after whatever other frames. */
    int closeCode() throws IOException {
        while (true) {
            int first = next();
            int length = next() & 0x7f;
            byte[] payload = in.readNBytes(length);
            if (first == 0x88) {
                return ByteBuffer.wrap(payload).getShort() & 0xffff;
            }
        }
    }

    /** Whether the other end has ended the connection, and nothing else came before. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    /** Ends what goes out. */
    void end() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
