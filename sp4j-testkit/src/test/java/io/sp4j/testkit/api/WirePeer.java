package io.sp4j.testkit.api;

import io.sp4j.Protocol;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A peer made of bytes: it does over TCP what no peer of this library would. */
final class WirePeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** A request or reply: the words of its header, and its body. */
    record Frame(byte[] bytes) {
        int word(int index) {
            return ByteBuffer.wrap(bytes).getInt(4 * index);
        }

        String text(int words) {
            return new String(bytes, 4 * words, bytes.length - 4 * words, StandardCharsets.UTF_8);
        }
    }

    private WirePeer(Socket socket, Protocol own) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.write(new byte[] {0, 'S', 'P', 0, 0, (byte) own.number(), 0, 0});
        in.readFully(new byte[8]);
    }

    /** Connects to a listener and shakes hands as {@code own}. */
    static WirePeer connect(int port, Protocol own) throws IOException {
        return new WirePeer(new Socket(InetAddress.getLoopbackAddress(), port), own);
    }

    /** A server socket for {@link #accept}. */
    static ServerSocket server() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MILLIS);
        return server;
    }

    static String url(ServerSocket server) {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /** Takes a connection and shakes hands as {@code own}. */
    static WirePeer accept(ServerSocket server, Protocol own) throws IOException {
        return new WirePeer(server.accept(), own);
    }

    void send(byte[] frame) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + frame.length);
        bytes.putLong(frame.length).put(frame);
        out.write(bytes.array());
    }

    /** Sends header words and a body. */
    void send(String body, int... words) throws IOException {
        byte[] text = body.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(4 * words.length + text.length);
        for (int word : words) {
            frame.putInt(word);
        }
        send(frame.put(text).array());
    }

    Frame recv() throws IOException {
        byte[] body = new byte[(int) in.readLong()];
        in.readFully(body);
        return new Frame(body);
    }

    /** Reads until the other side has closed. */
    boolean isClosedByPeer() throws IOException {
        try {
            while (in.read() >= 0) {
                // what was under way
            }
            return true;
        } catch (EOFException e) {
            return true;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
