package io.sp4j.testkit.hostile;

import io.sp4j.Protocol;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A peer that sends whatever bytes it likes, over a socket of its own. */
final class Attacker implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 20_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final boolean ipc;

    private Attacker(SocketChannel channel, boolean ipc) throws IOException {
        this.channel = channel;
        this.ipc = ipc;
        this.selector = Selector.open();
    }

    /** Connects to a listener's URL and sends nothing. */
    static Attacker connect(String url) throws IOException {
        boolean ipc = url.startsWith("ipc://");
        SocketChannel channel;
        if (ipc) {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(Path.of(url.substring("ipc://".length()))));
        } else {
            URI uri = URI.create(url);
            channel = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
        }
        channel.configureBlocking(false);
        return new Attacker(channel, ipc);
    }

    /** Connects and does the handshake as a socket of this protocol. */
    static Attacker greeting(String url, Protocol as) throws IOException {
        Attacker attacker = connect(url);
        attacker.send(header(as));
        attacker.receive(8);
        return attacker;
    }

    static byte[] header(Protocol as) {
        return header(as.number());
    }

    static byte[] header(int number) {
        return ByteBuffer.allocate(8)
                .put(new byte[] {0, 'S', 'P', 0})
                .putShort((short) number)
                .putShort((short) 0)
                .array();
    }

    static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Words in front of a body. */
    static byte[] words(String body, int... words) {
        byte[] tail = text(body);
        ByteBuffer out = ByteBuffer.allocate(4 * words.length + tail.length);
        for (int word : words) {
            out.putInt(word);
        }
        return out.put(tail).array();
    }

    /** The prefix of a frame that claims to be so long. */
    byte[] claim(long length) {
        ByteBuffer out = ByteBuffer.allocate(ipc ? 9 : 8);
        if (ipc) {
            out.put((byte) 1);
        }
        return out.putLong(length).array();
    }

    /** Sends a whole frame. */
    void sendFrame(byte[] content) throws IOException {
        ByteBuffer out = ByteBuffer.allocate((ipc ? 9 : 8) + content.length);
        send(out.put(claim(content.length)).put(content).array());
    }

    /** Sends bytes; what the other side does not take any more is lost without complaint. */
    void send(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            try {
                if (channel.write(out) == 0) {
                    await(SelectionKey.OP_WRITE, PATIENCE_MILLIS);
                }
            } catch (IOException closedByPeer) {
                return;
            }
        }
    }

    /** Sends as much as goes at once. */
    void sendSome(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining() && channel.write(out) > 0) {
            // on
        }
    }

    byte[] receive(int count) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(count);
        while (in.hasRemaining()) {
            int n = channel.read(in);
            if (n < 0) {
                throw new EOFException("the connection ended after " + in.position() + " of " + count + " bytes");
            }
            if (n == 0 && !await(SelectionKey.OP_READ, PATIENCE_MILLIS)) {
                throw new IOException("nothing came");
            }
        }
        return in.array();
    }

    /** Receives a whole frame and answers its content. */
    byte[] receiveFrame() throws IOException {
        if (ipc) {
            receive(1);
        }
        return receive((int) ByteBuffer.wrap(receive(8)).getLong());
    }

    /** Reads until the other side has closed the connection, in order or not; false when it does not. */
    boolean isCut() throws IOException {
        return isCutWithin(PATIENCE_MILLIS);
    }

    boolean isCutWithin(long millis) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(4096);
        while (true) {
            try {
                int n = channel.read(in.clear());
                if (n < 0) {
                    return true;
                }
                if (n == 0 && !await(SelectionKey.OP_READ, millis)) {
                    return false;
                }
            } catch (IOException reset) {
                return true;
            }
        }
    }

    private boolean await(int ops, long millis) throws IOException {
        channel.register(selector, ops);
        selector.selectedKeys().clear();
        return selector.select(millis) > 0;
    }

    /** Ends the connection in good order. */
    void leave() throws IOException {
        close();
    }

    /** Ends the connection with a reset; only tcp knows that. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
