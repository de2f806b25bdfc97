package io.sp4j.testkit.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.sp4j.Pipe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A peer that shakes hands over TCP and then reads nothing unless told to; a subscriber unless said otherwise. */
final class MuteSubscriber implements AutoCloseable {
    private static final int SUB = 0x21;
    private static final int HANDSHAKE_BYTES = 8;
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();

    MuteSubscriber(int port) throws IOException {
        this(port, SUB);
    }

    MuteSubscriber(int port, int protocol) throws IOException {
        socket.setReceiveBufferSize(4 << 10);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        byte[] handshake = {0, 'S', 'P', 0, 0, (byte) protocol, 0, 0};
        socket.getOutputStream().write(handshake);
        assertThat(socket.getInputStream().readNBytes(HANDSHAKE_BYTES)).hasSize(HANDSHAKE_BYTES);
    }

    /** Whether it is the other end of this pipe. */
    boolean isAt(Pipe pipe) {
        return pipe.remote().port().orElseThrow() == socket.getLocalPort();
    }

    /** Sends a message. */
    void say(String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(Long.BYTES + body.length);
        frame.putLong(body.length).put(body);
        socket.getOutputStream().write(frame.array());
    }

    /** Reads until the other side closes. */
    void awaitEnd() throws IOException {
        int last = 0;
        while (last >= 0) {
            last = socket.getInputStream().read();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
