package io.sp4j.bench.worker;

import io.sp4j.bench.plan.Role;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The floor for Java: blocking channels, the body behind its length, no library. A sender collects 64 KiB before it writes;
 * a listening socket has one peer at a time.
 */
final class NioWorker implements WorkerLibrary {

    private NioWorker() {}

    public static void main(String[] args) {
        WorkerMain.run(new NioWorker(), args);
    }

    @Override
    public String version() {
        return "plain NIO of JDK " + Runtime.version().feature();
    }

    @Override
    public WorkerSocket open(PartyArgs args) {
        try {
            if (args.transport().equals("inproc")) {
                return QueuePair.at(args.url(), args.listens());
            }
            return args.listens() ? listen(args) : new Stream(dial(args), args.role == Role.SEND, args.spins());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SocketChannel dial(PartyArgs args) throws IOException {
        return prepared(SocketChannel.open(address(args.url())), args);
    }

    private static SocketChannel prepared(SocketChannel channel, PartyArgs args) throws IOException {
        if (args.transport().equals("tcp")) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        channel.configureBlocking(!args.spins());
        return channel;
    }

    private static WorkerSocket listen(PartyArgs args) throws IOException {
        SocketAddress address = address(args.url());
        ServerSocketChannel server;
        String url = args.url();
        if (address instanceof UnixDomainSocketAddress) {
            server = ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX);
            server.bind(address);
        } else {
            server = ServerSocketChannel.open();
            server.bind(address);
            url = "tcp://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
        }
        return new Accepted(server, args, url);
    }

    private static SocketAddress address(String url) {
        URI uri = URI.create(url);
        return url.startsWith("ipc:")
                ? UnixDomainSocketAddress.of(uri.getPath())
                : new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /** A listening socket that accepts its peer when it is first used. */
    private static final class Accepted implements WorkerSocket {
        private final ServerSocketChannel server;
        private final PartyArgs args;
        private final String url;
        private @Nullable Stream stream;

        Accepted(ServerSocketChannel server, PartyArgs args, String url) {
            this.server = server;
            this.args = args;
            this.url = url;
        }

        private Stream stream() {
            Stream accepted = stream;
            if (accepted == null) {
                try {
                    accepted = new Stream(prepared(server.accept(), args), args.role == Role.SEND, args.spins());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                stream = accepted;
            }
            return accepted;
        }

        @Override
        public String url() {
            return url;
        }

        @Override
        public void send(byte[] body) {
            stream().send(body);
        }

        @Override
        public int recv() {
            return stream().recv();
        }

        /** Goes to the next peer when this one has gone. */
        @Override
        public int echo() {
            while (true) {
                try {
                    return stream().echo();
                } catch (UncheckedIOException e) {
                    stream().close();
                    stream = null;
                }
            }
        }

        @Override
        public void close() {
            stream().close();
        }
    }

    /** One connection. */
    private static final class Stream implements WorkerSocket {
        private static final int BUFFER = 64 << 10;

        private final SocketChannel channel;
        private final boolean collects;
        private final boolean spins;
        private ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
        private ByteBuffer in = ByteBuffer.allocateDirect(BUFFER).limit(0);

        Stream(SocketChannel channel, boolean collects, boolean spins) {
            this.channel = channel;
            this.collects = collects;
            this.spins = spins;
        }

        @Override
        public String url() {
            return "";
        }

        @Override
        public void send(byte[] body) {
            int framed = 8 + body.length;
            if (out.capacity() < framed) {
                flush();
                out = ByteBuffer.allocateDirect(framed);
            } else if (out.remaining() < framed) {
                flush();
            }
            out.putLong(body.length).put(body);
            if (!collects) {
                flush();
            }
        }

        private void flush() {
            out.flip();
            try {
                while (out.hasRemaining()) {
                    channel.write(out);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            out.clear();
        }

        @Override
        public int recv() {
            return next().length;
        }

        @Override
        public int echo() {
            byte[] body = next();
            send(body);
            return body.length;
        }

        private byte[] next() {
            fill(8);
            byte[] body = new byte[(int) in.getLong()];
            fill(body.length);
            in.get(body);
            return body;
        }

        private void fill(int wanted) {
            if (in.remaining() >= wanted) {
                return;
            }
            if (in.capacity() < wanted) {
                in = ByteBuffer.allocateDirect(wanted + BUFFER).put(in);
            } else {
                in.compact();
            }
            try {
                while (in.position() < wanted) {
                    int n = channel.read(in);
                    if (n < 0) {
                        throw new EOFException();
                    }
                    if (n == 0 && spins) {
                        Thread.onSpinWait();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            in.flip();
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
