package io.sp4j.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** Reads and writes the plain bytes of a connection in blocking mode. */
public final class RawPeer {

    private RawPeer() {}

    /** Up to {@code n} bytes, fewer when the connection ends before. */
    public static byte[] read(SocketChannel from, int n) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(n);
        while (in.hasRemaining() && from.read(in) >= 0) {}
        return Arrays.copyOf(in.array(), in.position());
    }

    /** Whether the connection ends, in good order or not, before another byte comes. */
    public static boolean ends(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    static void write(SocketChannel to, byte[] bytes) throws IOException {
        write(to, ByteBuffer.wrap(bytes));
    }
}
